package health.salus.client.command;

import health.salus.kernel.Digest;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SubjectId;
import health.salus.proof.transaction.Command;

/// What the consent contract can be asked to do, as docs/formats/consent.md has it. The contract's own records are not
/// visible here; a test holds the two to the same bytes.
public sealed interface ConsentCommand extends ContractCommand {

    String CONTRACT = "consent";
    int VERSION = 1;

    /// Gives a consent, or a further version of one.
    ///
    /// @param consent the id of the FHIR Consent
    /// @param version one more than the latest, 1 for a new consent
    record GiveConsent(String consent, SubjectId subject, long version, Provision root, Evidence evidence)
            implements ConsentCommand {}

    /// Ends a consent, and drops its draft.
    record WithdrawConsent(String consent, SubjectId subject, Evidence evidence) implements ConsentCommand {}

    /// What a consent rests on.
    sealed interface Evidence {

        /// The signature of the patient, or of a guardian, under the transaction itself.
        record Signed() implements Evidence {}

        /// A signed paper that staff attest to have seen, as the digest of its scan.
        record Paper(Digest document) implements Evidence {}
    }

    @Override
    default Command toCommand() {
        return new Command(CONTRACT, getClass().getSimpleName(), VERSION, Codec.VALUE.encode(this));
    }

    /// Holds the codec, which interfaces cannot do privately.
    final class Codec {

        private static final RecordCodec<ConsentCommand> VALUE = RecordCodec.of(ConsentCommand.class);

        private Codec() {}

        static ConsentCommand decode(Command command) {
            return VALUE.decode(command.body());
        }
    }
}
