package health.salus.client.command;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What members ask of each other: each is signed by a member's own service. As with [IdentityCommand], the
/// contract's records are not visible here, and a test in `node` holds the two to the same bytes.
public sealed interface GovernanceCommand extends ContractCommand {

    String CONTRACT = "governance";
    int VERSION = 1;

    /// Changes that are made together, or not at all. Who proposes votes for it.
    ///
    /// @param proposal its name, of small letters, digits and `-`
    /// @param notBefore the lowest height of a block that may begin with the changes; 0 for the next after
    /// acceptance
    /// @param expires when votes end
    /// @param rationale of a document that explains it
    record Propose(String proposal, List<Change> changes, long notBefore, Instant expires, Optional<Digest> rationale)
            implements GovernanceCommand {

        public Propose {
            changes = List.copyOf(changes);
        }

        /// What a vote names, so that nobody votes for something else than was read.
        public Digest digest() {
            return Digest.sha256(toCommand().body());
        }

        /// A proposal's command as it stands in a transaction.
        ///
        /// @throws SalusException `MALFORMED` if it is another command, or one that this program does not know
        public static Propose decode(Octets body) {
            if (Codec.VALUE.decode(body, Transaction.MAX_BYTES) instanceof Propose propose) {
                return propose;
            }
            throw new SalusException(ErrorCode.MALFORMED, "the command is no proposal");
        }
    }

    /// @param content digest of what is voted about
    record Vote(String proposal, Digest content, boolean approve) implements GovernanceCommand {}

    /// By who proposed, while it is open.
    record Withdraw(String proposal) implements GovernanceCommand {}

    /// Makes a block where something is due and nobody else writes. Nodes send it by themselves.
    record Tick() implements GovernanceCommand {}

    @Override
    default Command toCommand() {
        return new Command(CONTRACT, getClass().getSimpleName(), VERSION, Codec.VALUE.encode(this));
    }

    /// Holds the codec, which interfaces cannot do privately.
    final class Codec {

        private static final RecordCodec<GovernanceCommand> VALUE = RecordCodec.of(GovernanceCommand.class);

        private Codec() {}

        static GovernanceCommand decode(Command command) {
            return VALUE.decode(command.body());
        }
    }
}
