package health.salus.node.demo;

import health.salus.node.demo.DemoActions.Access;
import health.salus.node.demo.DemoActions.Addresses;
import health.salus.node.demo.DemoActions.Attempt;
import health.salus.node.demo.DemoActions.Cast;
import health.salus.node.demo.DemoActions.Checked;
import health.salus.node.demo.DemoActions.Imported;
import health.salus.node.demo.DemoActions.Signed;
import health.salus.node.demo.DemoActions.Tampering;
import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// Tells what happens to one patient's record, step by step, while it happens. A step that ends otherwise than the
/// story says ends the demo: it is a test that people like to watch.
public final class DemoStory {

    /// How long the patient permits.
    static final Duration PERMISSION = Duration.ofDays(30);

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final DemoActions actions;
    private final Narrator narrator;
    private final Cast cast;

    DemoStory(DemoActions actions, Narrator narrator) {
        this.actions = actions;
        this.narrator = narrator;
        this.cast = actions.cast();
    }

    public static DemoStory on(PrintStream out, DemoActions actions) {
        return new DemoStory(actions, new Narrator(out, Narrator.Terminal.ofEnvironment(), System::nanoTime));
    }

    /// Tells the story; true when every step ended as it should.
    public boolean tell() {
        narrator.title("Salus: one patient, two hospitals, and a ledger that neither of them owns");
        narrator.prose(String.format(
                Locale.ROOT,
                "Network %s, consensus by %s, %s. The patients are synthetic (samples/synthea).",
                cast.network(),
                cast.engine(),
                cast.members() == 1 ? "one member" : cast.members() + " members in as many processes"));
        boolean held = imports()
                && readerIsRefused()
                && patientPermits()
                && readerReads()
                && patientSeesWhoRead()
                && receiptHolds()
                && tamperingIsFound()
                && patientRevokes()
                && readerIsRefusedAgain();
        return held;
    }

    private boolean imports() {
        narrator.step(
                cast.author() + " imports its records, that of " + cast.patient() + " among them",
                "Each FHIR bundle is checked, split into segments and encrypted. The pieces go to the custodians, a"
                        + " salted commitment to the ledger, and nothing personal to either in clear.");
        Imported imported = actions.importRecord(narrator::progress);
        narrator.detail(String.format(
                Locale.ROOT,
                "%,d bytes of JSON became %,d stored; any %d of %d custodians can rebuild them",
                imported.jsonBytes(),
                imported.storedBytes(),
                imported.threshold(),
                imported.custodians()));
        narrator.achieved(String.format(
                Locale.ROOT, "%,d resources, final at log size %,d", imported.resources(), imported.logSize()));
        return true;
    }

    private boolean readerIsRefused() {
        narrator.step(
                cast.reader() + " asks for it, for treatment",
                "Nobody has permitted that. The contract refuses, no custodian releases a piece, and the attempt is"
                        + " on the ledger too.");
        return expectRefusal(actions.readAsReader());
    }

    private boolean patientPermits() {
        narrator.step(
                cast.patient() + " permits it: for treatment, for thirty days",
                "Signed with the patient's own key. No member can write this permission, or widen it.");
        Signed signed = actions.permit(PERMISSION);
        narrator.achieved("transaction " + shortened(signed) + " in block " + signed.height());
        return true;
    }

    private boolean readerReads() {
        narrator.step(
                cast.reader() + " asks again",
                "A session opens under the permission. Each custodian checks it on its own copy of the ledger before"
                        + " it releases its piece.");
        return switch (actions.readAsReader()) {
            case Attempt.Shown shown -> {
                narrator.achieved(String.format(Locale.ROOT, "%,d resources shown", shown.resources()));
                yield true;
            }
            case Attempt.Refused refused -> {
                narrator.failed("refused, though permitted: " + refused.code() + ", " + refused.detail());
                yield false;
            }
        };
    }

    private boolean patientSeesWhoRead() {
        narrator.step(
                cast.patient() + " looks who asked",
                "Every disclosure was journalled before the answer went out, and refusals count as well.");
        List<Access> accesses = actions.accesses();
        for (Access access : accesses) {
            narrator.detail(line(access));
        }
        boolean shown = accesses.stream().anyMatch(access -> !access.refused());
        boolean refused = accesses.stream().anyMatch(Access::refused);
        if (!shown || !refused) {
            narrator.failed("the trail lacks " + (shown ? "the refusal" : "the reading"));
            return false;
        }
        narrator.achieved(accesses.size() + " entries, the refusal among them");
        return true;
    }

    private boolean receiptHolds() {
        narrator.step(
                "Anyone checks the receipt, offline",
                "A receipt proves that the record's entry is in the log, and that members with more than two thirds of"
                        + " the weight signed that log. It needs their public keys and no server.");
        Checked checked = actions.verifyReceipt();
        if (checked.problem().isPresent()) {
            narrator.failed("the receipt does not hold: " + checked.problem().get());
            return false;
        }
        narrator.achieved("holds; signed by " + String.join(", ", checked.signers()));
        return true;
    }

    private boolean tamperingIsFound() {
        narrator.step(
                "Somebody changes one byte on the disk",
                "In a copy of the data directory, one byte is flipped, and salus fsck looks at the copy.");
        Tampering tampering = actions.tamperWithCopy();
        narrator.detail("byte " + tampering.offset() + " of " + tampering.file());
        if (tampering.finding().isEmpty()) {
            narrator.failed("not found");
            return false;
        }
        narrator.achieved("found: " + tampering.finding().get());
        return true;
    }

    private boolean patientRevokes() {
        narrator.step(
                cast.patient() + " withdraws the permission",
                "It takes effect from the next round on: open sessions end with it.");
        Signed signed = actions.revoke();
        narrator.achieved("transaction " + shortened(signed) + " in block " + signed.height());
        return true;
    }

    private boolean readerIsRefusedAgain() {
        narrator.step(cast.reader() + " asks once more", "What it has read it may still know. More it does not get.");
        return expectRefusal(actions.readAsReader());
    }

    /// Where to go on.
    public void farewell() {
        Addresses addresses = actions.addresses();
        narrator.title("It stays up. Ctrl-C stops it.");
        addresses.web().forEach(address -> narrator.line("open     " + address));
        addresses.logins().forEach(login -> narrator.line("sign in  " + login));
        addresses.commands().forEach(command -> narrator.line("try      " + command));
    }

    private boolean expectRefusal(Attempt attempt) {
        return switch (attempt) {
            case Attempt.Refused refused -> {
                narrator.refused("refused: " + refused.code() + ", " + refused.detail());
                yield true;
            }
            case Attempt.Shown shown -> {
                narrator.failed("shown without a permission: " + shown.resources() + " resources");
                yield false;
            }
        };
    }

    private static String line(Access access) {
        String what = access.refusal().orElseGet(() -> access.resources() + " resources");
        return String.format(
                Locale.ROOT,
                "%s  %s (%s)  %s  %s",
                CLOCK.format(access.time()),
                access.organisation(),
                access.practitioner(),
                access.purpose(),
                what);
    }

    private static String shortened(Signed signed) {
        String id = signed.transaction();
        return id.length() > 12 ? id.substring(0, 12) : id;
    }
}
