package health.salus.node.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the demo does on a running network. The story decides the order and the words; an implementation decides how,
/// and reports what really happened: nothing here is made up for the console.
public interface DemoActions {

    Cast cast();

    /// The author's organisation imports the patient's record and waits until it is final.
    Imported importRecord(Progress progress);

    /// A practitioner of the reader's organisation asks for the record, for treatment.
    Attempt readAsReader();

    /// The patient signs a permission for treatment for the reader's organisation.
    Signed permit(Duration validity);

    /// What the patient is shown about accesses to the record, newest first.
    List<Access> accesses();

    /// Fetches the receipt of the imported record into a file and verifies it without a network.
    Checked verifyReceipt();

    /// Copies a data directory, changes one byte of the copy, and lets `fsck` look at it.
    Tampering tamperWithCopy();

    /// The patient signs the withdrawal of the permission.
    Signed revoke();

    /// Where the people of the story find the network while it stays up.
    Addresses addresses();

    /// Told how far a step has come.
    @FunctionalInterface
    interface Progress {

        void reached(long done, long total);
    }

    /// Who takes part. `engine` is `solo` or `hashgraph`.
    record Cast(String network, String engine, int members, String patient, String author, String reader) {}

    /// `custodians` keep the pieces, any `threshold` of them rebuild the record.
    record Imported(long resources, long storedBytes, long jsonBytes, int custodians, int threshold, long logSize) {}

    /// How a reading ended.
    sealed interface Attempt {

        /// The record was shown, `resources` of it.
        record Shown(long resources) implements Attempt {}

        /// It was not, with a code of docs/errors.md.
        record Refused(String code, String detail) implements Attempt {}
    }

    /// A transaction that a person signed: its id, and the height of the block that holds it.
    record Signed(String transaction, long height) {}

    /// One line of the patient's view. `refusal` is the code, when nothing was shown.
    record Access(
            Instant time,
            String organisation,
            String practitioner,
            String purpose,
            long resources,
            Optional<String> refusal) {

        public boolean refused() {
            return refusal.isPresent();
        }
    }

    /// The receipt's file, and who has signed the checkpoint that it rests on. `problem` is why it does not hold.
    record Checked(Path receipt, List<String> signers, Optional<String> problem) {}

    /// What was changed in the copy, and what `fsck` said about it: empty when it found nothing.
    record Tampering(Path file, long offset, Optional<String> finding) {}

    /// Each web address is a line such as `http://localhost:8080 (portal)`, each login one such as `kina (patient)`.
    record Addresses(List<String> web, List<String> logins, List<String> commands) {}
}
