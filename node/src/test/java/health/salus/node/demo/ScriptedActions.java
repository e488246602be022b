package health.salus.node.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// A network whose answers a test decides beforehand, and that keeps the order in which it was asked.
final class ScriptedActions implements DemoActions {

    static final Attempt REFUSED = new Attempt.Refused("CONSENT_DENIED", "no permission for TREAT");
    static final Attempt SHOWN = new Attempt.Shown(473);

    final List<String> asked = new ArrayList<>();
    final Deque<Attempt> attempts = new ArrayDeque<>(List.of(REFUSED, SHOWN, REFUSED));
    List<Access> accesses = List.of(access(Optional.empty()), access(Optional.of("CONSENT_DENIED")));
    Optional<String> receiptProblem = Optional.empty();
    Optional<String> finding = Optional.of("segment s-7, fragment 1: wrong hash");

    private static Access access(Optional<String> refusal) {
        return new Access(Instant.EPOCH, "Kennedy", "Dr Reader", "TREAT", 473, refusal);
    }

    @Override
    public Cast cast() {
        return new Cast("demo", "solo", 1, "Kina", "Nash", "Kennedy");
    }

    @Override
    public Imported importRecord(Progress progress) {
        asked.add("import");
        progress.reached(200, 473);
        progress.reached(473, 473);
        return new Imported(473, 120_000, 1_541_039, 1, 1, 12);
    }

    @Override
    public Attempt readAsReader() {
        asked.add("read");
        return attempts.removeFirst();
    }

    @Override
    public Signed permit(Duration validity) {
        asked.add("permit " + validity.toDays());
        return new Signed("0123456789abcdef", 7);
    }

    @Override
    public List<Access> accesses() {
        asked.add("accesses");
        return accesses;
    }

    @Override
    public Checked verifyReceipt() {
        asked.add("verify");
        return new Checked(Path.of("receipt.txt"), List.of("alpha", "beta", "gamma"), receiptProblem);
    }

    @Override
    public Tampering tamperWithCopy() {
        asked.add("tamper");
        return new Tampering(Path.of("vault", "s-7"), 4_711, finding);
    }

    @Override
    public Signed revoke() {
        asked.add("revoke");
        return new Signed("fedcba9876543210", 9);
    }

    @Override
    public Addresses addresses() {
        return new Addresses(
                List.of("http://localhost:8080/portal"), List.of("kina (patient)"), List.of("./salus status"));
    }
}
