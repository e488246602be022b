package health.salus.node.api;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.replica.PublishedLog;
import health.salus.node.replica.LedgerRuntime;
import health.salus.proof.CheckpointNote;
import health.salus.proof.tiles.LogFile;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The log for the outside, as C2SP tlog-tiles has it below the prefix `/log`: for auditors, monitors and mirrors, who
/// need no permission. It holds salted digests only.
@RestController
final class LogApi {

    private static final String PREFIX = "/log/";
    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

    /// "Its headers SHOULD prevent caching beyond a few seconds."
    private static final CacheControl BRIEFLY = CacheControl.maxAge(Duration.ofSeconds(1));

    /// A file of a name never changes.
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    /// Entries lie in blocks, which may be long: so many are read at a time, whoever asks.
    private static final int AT_A_TIME = 2;

    private final LedgerRuntime ledger;
    private final PublishedLog log;
    private final Semaphore slots = new Semaphore(AT_A_TIME);

    LogApi(LedgerRuntime ledger) {
        this.ledger = ledger;
        this.log = ledger.publishedLog();
    }

    @GetMapping("/log/checkpoint")
    ResponseEntity<byte[]> checkpoint() {
        return ResponseEntity.ok()
                .contentType(TEXT)
                .cacheControl(BRIEFLY)
                .body(note().encode().toArray());
    }

    @GetMapping("/log/tile/**")
    ResponseEntity<byte[]> file(HttpServletRequest request) {
        String path = request.getRequestURI().substring(PREFIX.length());
        long size = note().checkpoint().size();
        Octets content = LogFile.parse(path)
                .flatMap(file -> content(file, size))
                .orElseThrow(() -> new SalusException(
                        ErrorCode.NOT_FOUND, "a log of " + size + " entries has no such file, or not as wide"));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .cacheControl(FOR_EVER)
                .body(content.toArray());
    }

    private Optional<Octets> content(LogFile file, long size) {
        if (!slots.tryAcquire()) {
            throw new SalusException(ErrorCode.OVERLOADED, "others read the log");
        }
        try {
            return log.content(file, size);
        } finally {
            slots.release();
        }
    }

    private CheckpointNote note() {
        return ledger.finality()
                .finalNote()
                .orElseThrow(
                        () -> new SalusException(ErrorCode.NOT_FINAL_YET, "no checkpoint of this log is final yet"));
    }
}
