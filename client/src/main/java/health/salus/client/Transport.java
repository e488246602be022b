package health.salus.client;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Sends requests, repeats those that may be repeated while the node cannot answer, and turns every refusal into a
/// [SalusException] with its code.
final class Transport implements AutoCloseable {

    /// No answer of a node is longer: the largest are bundles of a patient's whole record.
    private static final int MAX_ANSWER_BYTES = 512 * 1024 * 1024;

    private final ClientConfig config;
    private final HttpClient http;
    private final Tokens tokens;

    Transport(ClientConfig config) {
        this.config = config;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(config.patience().connect())
                .followRedirects(HttpClient.Redirect.NEVER);
        config.tls().ifPresent(builder::sslContext);
        this.http = builder.build();
        this.tokens = new Tokens(config, this);
    }

    /// Sends with the caller's token. A token that has run out meanwhile is renewed once.
    Answer send(Request request) {
        try {
            return repeat(() -> authorised(request));
        } catch (SalusException refused) {
            if (refused.code() != ErrorCode.UNAUTHENTICATED || !tokens.forget()) {
                throw refused;
            }
            return repeat(() -> authorised(request));
        }
    }

    private Request authorised(Request request) {
        return tokens.current()
                .map(token -> request.with("Authorization", "Bearer " + token))
                .orElse(request);
    }

    Optional<AccessToken> token() {
        return tokens.token();
    }

    /// Sends until there is an answer or patience ends. Each attempt asks for the request anew, since an assertion must
    /// not be used twice.
    Answer repeat(Supplier<Request> requests) {
        Instant begun = config.surroundings().time().now();
        for (int attempts = 1; ; attempts++) {
            Request request = requests.get();
            Attempt attempt = attempt(request);
            switch (attempt) {
                case Attempt.Answered(Answer answer) -> {
                    return answer;
                }
                case Attempt.Failed failed -> {
                    Duration pause = failed.pause().orElse(config.patience().pauseAfter(attempts));
                    boolean away = failed.problem().code() == ErrorCode.UNREACHABLE;
                    Instant deadline = begun.plus(
                            away ? config.patience().reach() : config.patience().total());
                    boolean late =
                            !config.surroundings().time().now().plus(pause).isBefore(deadline);
                    if (!request.harmless() || !failed.problem().code().retryable() || late) {
                        throw failed.problem();
                    }
                    pause(pause);
                }
            }
        }
    }

    void pause(Duration duration) {
        try {
            config.surroundings().pause().of(duration);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SalusException(ErrorCode.TIMEOUT, "interrupted while waiting", interrupted);
        }
    }

    private Attempt attempt(Request request) {
        try {
            HttpResponse<byte[]> response = http.send(httpRequest(request), limited());
            Answer answer = answer(response);
            if (answer.isSuccess()) {
                return new Attempt.Answered(answer);
            }
            return new Attempt.Failed(Refusals.of(answer), Refusals.retryAfter(answer));
        } catch (HttpConnectTimeoutException | ConnectException refused) {
            return unreachable("no connection to " + config.node(), refused);
        } catch (HttpTimeoutException late) {
            return failed(ErrorCode.TIMEOUT, "no answer from " + config.node() + " in time", late);
        } catch (IOException broken) {
            return unreachable("the connection to " + config.node() + " broke", broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SalusException(ErrorCode.TIMEOUT, "interrupted while waiting for an answer", interrupted);
        }
    }

    private static Attempt unreachable(String detail, IOException cause) {
        return failed(ErrorCode.UNREACHABLE, detail, cause);
    }

    private static Attempt failed(ErrorCode code, String detail, IOException cause) {
        return new Attempt.Failed(new SalusException(code, detail, cause), Optional.empty());
    }

    private HttpRequest httpRequest(Request request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(address(request.path()))
                .timeout(config.patience().answer())
                .method(
                        request.method(),
                        request.body()
                                .map(body -> BodyPublishers.ofByteArray(body.toArray()))
                                .orElseGet(BodyPublishers::noBody));
        request.headers().forEach(builder::header);
        return builder.build();
    }

    URI address(String path) {
        String base = config.node().toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    private static HttpResponse.BodyHandler<byte[]> limited() {
        return BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES);
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        Map<String, String> headers = new TreeMap<>();
        response.headers()
                .map()
                .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
        return new Answer(response.statusCode(), headers, Octets.wrap(response.body()));
    }

    @Override
    public void close() {
        http.close();
    }

    private sealed interface Attempt {

        record Answered(Answer answer) implements Attempt {}

        /// @param pause how long the node asked to wait
        record Failed(SalusException problem, Optional<Duration> pause) implements Attempt {}
    }
}
