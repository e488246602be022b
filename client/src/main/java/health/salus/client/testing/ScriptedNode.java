package health.salus.client.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// An HTTP server that speaks docs/design/api.md as far as a test has scripted it. It keeps what it was asked, in
/// order, and answers `NOT_FOUND` to what was not scripted.
public final class ScriptedNode implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

    /// Both guarded by this object's monitor.
    private final Map<String, Deque<Function<Asked, Reply>>> scripts = new TreeMap<>();

    private final List<Asked> asked = new ArrayList<>();

    public ScriptedNode() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/", this::handle);
        server.setExecutor(workers);
        server.start();
    }

    /// A request as it came. Header names are in lower case.
    public record Asked(String method, String path, Optional<String> query, Map<String, String> headers, Octets body) {

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }

        public String text() {
            return body.toUtf8();
        }

        @Override
        public String toString() {
            return method + " " + path + query.map(present -> "?" + present).orElse("");
        }
    }

    /// What is answered.
    public record Reply(int status, Map<String, String> headers, Octets body) {

        public static Reply json(String body) {
            return new Reply(200, Map.of("Content-Type", "application/json"), Octets.utf8(body));
        }

        public static Reply fhir(int status, String body) {
            return new Reply(status, Map.of("Content-Type", "application/fhir+json"), Octets.utf8(body));
        }

        public static Reply bytes(String contentType, Octets body) {
            return new Reply(200, Map.of("Content-Type", contentType), body);
        }

        public static Reply problem(ErrorCode code, String detail) {
            String body = "{\"type\":\"urn:salus:error:" + code + "\",\"title\":\"" + code + "\",\"status\":"
                    + code.httpStatus() + ",\"code\":\"" + code + "\",\"detail\":\"" + detail + "\",\"next\":\""
                    + code.nextStep() + "\"}";
            return new Reply(code.httpStatus(), Map.of("Content-Type", "application/problem+json"), Octets.utf8(body));
        }

        public Reply with(String header, String value) {
            Map<String, String> more = new TreeMap<>(headers);
            more.put(header, value);
            return new Reply(status, more, body);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// Scripts the answers to one method and path, one after the other; the last one stays.
    public ScriptedNode on(String method, String path, Reply... replies) {
        for (Reply reply : replies) {
            on(method, path, _ -> reply);
        }
        return this;
    }

    public synchronized ScriptedNode on(String method, String path, Function<Asked, Reply> reply) {
        scripts.computeIfAbsent(method + " " + path, _ -> new ArrayDeque<>()).add(reply);
        return this;
    }

    /// Drops what was scripted for one method and path.
    public synchronized ScriptedNode forget(String method, String path) {
        scripts.remove(method + " " + path);
        return this;
    }

    public synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    /// What was asked with this method at this path.
    public List<Asked> asked(String method, String path) {
        return asked().stream()
                .filter(request ->
                        request.method().equals(method) && request.path().equals(path))
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Asked request = request(exchange);
            Reply reply = next(request).apply(request);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = reply.body().toArray();
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private synchronized Function<Asked, Reply> next(Asked request) {
        asked.add(request);
        Deque<Function<Asked, Reply>> script = scripts.get(request.method() + " " + request.path());
        if (script == null) {
            return _ -> Reply.problem(ErrorCode.NOT_FOUND, "nothing is scripted for " + request);
        }
        return script.size() > 1 ? script.removeFirst() : script.getFirst();
    }

    private static Asked request(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        URI uri = exchange.getRequestURI();
        return new Asked(
                exchange.getRequestMethod(),
                uri.getPath(),
                Optional.ofNullable(uri.getQuery()),
                headers,
                Octets.wrap(exchange.getRequestBody().readAllBytes()));
    }

    @Override
    public void close() {
        server.stop(0);
        workers.close();
    }
}
