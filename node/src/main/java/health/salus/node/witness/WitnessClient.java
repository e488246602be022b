package health.salus.node.witness;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.Decimal;
import health.salus.proof.NoteSignature;
import health.salus.proof.witness.LogNote;
import health.salus.proof.witness.WitnessRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/// Sends requests to witnesses over HTTP (C2SP tlog-witness, "add-checkpoint").
final class WitnessClient implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);

    /// A few signature lines.
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private static final String SIZE_TYPE = "text/x.tlog.size";
    private static final int OK = 200;
    private static final int CONFLICT = 409;

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /// What a witness said.
    sealed interface Answer {

        /// @param lines not yet checked
        record Lines(List<NoteSignature> lines) implements Answer {}

        /// @param size that the witness has cosigned last
        record OtherSize(long size) implements Answer {}

        record Refused(int status) implements Answer {}
    }

    /// @param prefix the witness's submission prefix
    /// @throws SalusException where there is no answer, or none of the specification's
    Answer send(URI prefix, WitnessRequest request) {
        String base = prefix.toString();
        URI address = URI.create((base.endsWith("/") ? base : base + "/") + "add-checkpoint");
        HttpRequest post = HttpRequest.newBuilder(address)
                .timeout(ANSWER_TIMEOUT)
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.encode().toArray()))
                .build();
        try {
            return read(http.send(post, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES)));
        } catch (IOException failed) {
            throw new SalusException(ErrorCode.UNREACHABLE, "no answer from the witness at " + address, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SalusException(ErrorCode.TIMEOUT, "interrupted while waiting for a witness", interrupted);
        }
    }

    private static Answer read(HttpResponse<byte[]> response) {
        Octets body = Octets.wrap(response.body());
        String type = response.headers().firstValue("Content-Type").orElse("");
        return switch (response.statusCode()) {
            case OK -> new Answer.Lines(LogNote.signatures(body));
            case CONFLICT -> type.equals(SIZE_TYPE) ? new Answer.OtherSize(size(body)) : new Answer.Refused(CONFLICT);
            default -> new Answer.Refused(response.statusCode());
        };
    }

    /// "The tree size of the latest cosigned checkpoint in decimal, followed by a newline."
    private static long size(Octets body) {
        String text = body.toUtf8();
        if (!text.endsWith("\n")) {
            throw new SalusException(ErrorCode.MALFORMED, "a size is a decimal number and a newline");
        }
        return Decimal.parse(text.substring(0, text.length() - 1));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
