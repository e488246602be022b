package health.salus.node.peer;

import health.salus.crypto.tls.MutualTls;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Calls one other member. Blocking; connections are kept.
public final class PeerClient implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    /// A peer that sends more than it may take fails its answer, not this node's memory.
    private static final HttpResponse.BodyHandler<byte[]> LIMITED =
            HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), PeerServer.MAX_MESSAGE_BYTES);

    private final MemberId peer;
    private final URI base;
    private final HttpClient http;

    /// @param base the peer's address, such as `https://host:port`
    public PeerClient(MemberId peer, URI base, MutualTls members) {
        this.peer = peer;
        this.base = base;
        MutualTls tls = members.towards(peer);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls.context())
                .sslParameters(tls.parameters())
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    public MemberId peer() {
        return peer;
    }

    /// @throws SalusException the peer's refusal, or [ErrorCode#TIMEOUT] when it cannot be reached
    public Octets call(String message, Octets request, Duration timeout) {
        HttpRequest post = HttpRequest.newBuilder(base.resolve("/peer/v1/" + message))
                .timeout(timeout)
                .header("Content-Type", "application/cbor")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.toArray()))
                .build();
        // The request's own timeout ends with the headers; a peer could let the body drip for ever.
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(post, LIMITED);
        try {
            HttpResponse<byte[]> response = answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            Octets body = Octets.wrap(response.body());
            if (response.statusCode() != 200) {
                throw PeerServer.refusal(body.toUtf8());
            }
            return body;
        } catch (ExecutionException | TimeoutException unreachable) {
            answer.cancel(true);
            throw new SalusException(ErrorCode.TIMEOUT, "member " + peer + " cannot be reached", unreachable);
        } catch (InterruptedException interrupted) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new SalusException(ErrorCode.TIMEOUT, "interrupted while calling member " + peer, interrupted);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
