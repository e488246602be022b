package health.salus.node.api;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.node.witness.LogWitness;
import health.salus.node.witness.RequestRate;
import health.salus.proof.witness.WitnessRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// This node as a witness, as C2SP tlog-witness has it below the submission prefix `/witness`: for whoever brings a
/// checkpoint that a log has signed.
@RestController
final class WitnessApi {

    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

    /// "The response MUST have a `Content-Type` of `text/x.tlog.size`."
    private static final MediaType SIZE = new MediaType("text", "x.tlog.size");

    /// Signatures take a processor, and marks the disk.
    private static final int AT_A_TIME = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final LogWitness witness;
    private final RequestRate rate;
    private final Semaphore slots = new Semaphore(AT_A_TIME);

    WitnessApi(LogWitness witness, RequestRate rate) {
        this.witness = witness;
        this.rate = rate;
    }

    @PostMapping("/witness/add-checkpoint")
    ResponseEntity<byte[]> add(HttpServletRequest http) throws IOException {
        rate.ask(http.getRemoteAddr());
        byte[] body = http.getInputStream().readNBytes(WitnessRequest.MAX_BYTES + 1);
        WitnessRequest request = WitnessRequest.parse(Octets.wrap(body));
        return switch (answer(request)) {
            case LogWitness.Answer.Cosigned(var line) ->
                ResponseEntity.ok().contentType(TEXT).body(bytes(line.line() + "\n"));
            case LogWitness.Answer.Conflict(long size) ->
                ResponseEntity.status(HttpStatus.CONFLICT).contentType(SIZE).body(bytes(size + "\n"));
        };
    }

    private LogWitness.Answer answer(WitnessRequest request) {
        try {
            if (!slots.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SalusException(ErrorCode.OVERLOADED, "others have their checkpoints witnessed");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SalusException(ErrorCode.NOT_ACTIVE, "this node is stopping", interrupted);
        }
        try {
            return witness.add(request);
        } finally {
            slots.release();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
