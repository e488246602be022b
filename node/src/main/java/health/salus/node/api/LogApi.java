package health.salus.node.api;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.replica.PublishedLog;
import health.salus.node.replica.LedgerRuntime;
import health.salus.node.witness.WitnessedNotes;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The log for the outside, as C2SP tlog-tiles has it below the prefix `/log`: for auditors, monitors and mirrors, who
/// need no permission. It holds salted digests only.
@RestController
final class LogApi {

    private static final String PREFIX = "/log/";
    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

    /// "Its headers SHOULD prevent caching beyond a few seconds."
    private static final CacheControl BRIEFLY = CacheControl.maxAge(Duration.ofSeconds(1));

    /// Members change a few times a year.
    private static final CacheControl A_WHILE =
            CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic();

    /// Any bundle for a size is as good as a later one.
    private static final CacheControl A_DAY =
            CacheControl.maxAge(Duration.ofDays(1)).cachePublic();

    /// A file of a name never changes.
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    /// Entries lie in blocks, which may be long: so many are read at a time, whoever asks.
    private static final int AT_A_TIME = 2;

    private final LedgerRuntime ledger;
    private final PublishedLog log;
    private final WitnessedNotes witnessed;
    private final Semaphore slots = new Semaphore(AT_A_TIME);

    LogApi(LedgerRuntime ledger, WitnessedNotes witnessed) {
        this.ledger = ledger;
        this.witnessed = witnessed;
        this.log = ledger.publishedLog();
    }

    @GetMapping("/log/checkpoint")
    ResponseEntity<byte[]> checkpoint() {
        return note(witnessed.latest().orElseThrow(LogApi::notFinal));
    }

    /// The latest checkpoint that enough outside witnesses have cosigned, which may lag behind the latest final one.
    @GetMapping("/log/witnessed")
    ResponseEntity<byte[]> witnessed() {
        return note(witnessed
                .witnessed()
                .orElseThrow(
                        () -> new SalusException(ErrorCode.NOT_FOUND, "no checkpoint of this log is witnessed yet")));
    }

    private static ResponseEntity<byte[]> note(Octets note) {
        return ResponseEntity.ok().contentType(TEXT).cacheControl(BRIEFLY).body(note.toArray());
    }

    @GetMapping("/log/tile/**")
    ResponseEntity<byte[]> file(HttpServletRequest request) {
        String path = request.getRequestURI().substring(PREFIX.length());
        CheckpointNote note = ledger.finality().finalNote().orElseThrow(LogApi::notFinal);
        long size = note.checkpoint().size();
        Octets content = LogFile.parse(path)
                .flatMap(file -> content(file, size))
                .orElseThrow(() -> new SalusException(
                        ErrorCode.NOT_FOUND, "a log of " + size + " entries has no such file, or not as wide"));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .cacheControl(FOR_EVER)
                .body(content.toArray());
    }

    /// All changes of the network's members, each signed by those before it.
    @GetMapping("/log/members")
    ResponseEntity<byte[]> members() {
        return ResponseEntity.ok()
                .contentType(TEXT)
                .cacheControl(A_WHILE)
                .body(ledger.memberChain().toArray());
    }

    /// What lies beside receipts against a checkpoint of this size.
    @GetMapping("/log/bundle/{size:[1-9][0-9]{0,17}}")
    ResponseEntity<byte[]> bundle(@PathVariable("size") long size) {
        Octets bundle = ledger.receiptBundle(size)
                .orElseThrow(() -> new SalusException(
                        ErrorCode.NOT_FOUND, "no checkpoint that covers " + size + " entries is final"));
        return ResponseEntity.ok().contentType(TEXT).cacheControl(A_DAY).body(bundle.toArray());
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

    private static SalusException notFinal() {
        return new SalusException(ErrorCode.NOT_FINAL_YET, "no checkpoint of this log is final yet");
    }
}
