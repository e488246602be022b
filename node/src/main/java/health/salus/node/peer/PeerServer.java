package health.salus.node.peer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import health.salus.crypto.tls.MutualTls;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The door for other members: HTTP over TLS with client certificates, one POST a message.
public final class PeerServer implements AutoCloseable {

    /// A batch of pieces, or a page of blocks, with room to spare.
    public static final int MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

    /// Requests under way at once, over all peers: bounds the memory that a flood can take.
    private static final int MAX_CONCURRENT = 64;

    private static final int CONNECTION_BACKLOG = 128;
    private static final String PREFIX = "/peer/v1/";
    private static final Logger LOG = LoggerFactory.getLogger(PeerServer.class);

    /// The JDK's server reads its limits from properties, once. Outsiders reach this port too: without a limit they
    /// would hold connections open that never say anything.
    private static final Map<String, String> SERVER_LIMITS = Map.of(
            "jdk.httpserver.maxConnections", "512",
            "sun.net.httpserver.idleInterval", "30",
            "sun.net.httpserver.maxReqTime", "60",
            "sun.net.httpserver.maxRspTime", "120");

    static {
        SERVER_LIMITS.forEach((name, value) -> System.setProperty(name, System.getProperty(name, value)));
    }

    private final HttpsServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore slots = new Semaphore(MAX_CONCURRENT);
    private final MutualTls tls;
    private final Map<String, PeerService> services;

    public PeerServer(InetSocketAddress address, MutualTls tls, List<PeerService> services) {
        this.tls = tls;
        this.services = services.stream().collect(Collectors.toUnmodifiableMap(PeerService::message, s -> s));
        try {
            server = HttpsServer.create(address, CONNECTION_BACKLOG);
        } catch (IOException unavailable) {
            throw new SalusException(
                    ErrorCode.CONFIGURATION, "peer.port " + address.getPort() + " cannot be opened", unavailable);
        }
        server.setHttpsConfigurator(new ClientCertificates(tls));
        server.setExecutor(executor);
        server.createContext(PREFIX, this::handle);
    }

    public void start() {
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!slots.tryAcquire()) {
                reply(
                        exchange,
                        ErrorCode.OVERLOADED.httpStatus(),
                        Octets.utf8(ErrorCode.OVERLOADED + ": too many requests"));
                return;
            }
            try {
                reply(exchange, 200, answer(exchange));
            } catch (SalusException refused) {
                reply(exchange, refused.code().httpStatus(), Octets.utf8(refused.code() + ": " + refused.detail()));
            } catch (RuntimeException defect) {
                LOG.error("peer message {} failed", exchange.getRequestURI().getPath(), defect);
                reply(exchange, 500, Octets.utf8(ErrorCode.INTERNAL + ": see the log of this node"));
            } finally {
                slots.release();
            }
        }
    }

    private Octets answer(HttpExchange exchange) throws IOException {
        MemberId peer = tls.peer(((HttpsExchange) exchange).getSSLSession())
                .orElseThrow(() -> new SalusException(ErrorCode.NOT_AUTHORISED, "not a member's certificate"));
        PeerService service = services.get(exchange.getRequestURI().getPath().substring(PREFIX.length()));
        if (service == null) {
            throw new SalusException(ErrorCode.NOT_FOUND, "no such peer message");
        }
        return service.answer(peer, body(exchange.getRequestBody()));
    }

    private static Octets body(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_MESSAGE_BYTES + 1);
        if (bytes.length > MAX_MESSAGE_BYTES) {
            throw new SalusException(ErrorCode.TOO_LARGE, "a peer message has at most " + MAX_MESSAGE_BYTES + " bytes");
        }
        return Octets.wrap(bytes);
    }

    private static void reply(HttpExchange exchange, int status, Octets body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", status == 200 ? "application/cbor" : "text/plain");
        exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
        if (!body.isEmpty()) {
            body.writeTo(exchange.getResponseBody());
        }
    }

    @Override
    public void close() {
        server.stop(1);
        executor.close();
    }

    static SalusException refusal(String message) {
        int colon = message.indexOf(": ");
        String name = colon < 0 ? message : message.substring(0, colon);
        for (ErrorCode code : ErrorCode.values()) {
            if (code.name().equals(name)) {
                return new SalusException(code, colon < 0 ? "" : message.substring(colon + 2));
            }
        }
        return new SalusException(ErrorCode.INTERNAL, "a peer answered in an unknown form");
    }

    /// Asks every caller for its certificate; without one the handshake fails.
    private static final class ClientCertificates extends HttpsConfigurator {

        private final MutualTls tls;

        ClientCertificates(MutualTls tls) {
            super(tls.context());
            this.tls = tls;
        }

        @Override
        public void configure(HttpsParameters parameters) {
            parameters.setSSLParameters(tls.parameters());
        }
    }
}
