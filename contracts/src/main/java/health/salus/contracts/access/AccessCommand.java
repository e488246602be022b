package health.salus.contracts.access;

import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.rules.CommandFormat;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SessionId;
import health.salus.kernel.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the access contract can be asked to do. Who may sign which is in docs/design/contracts.md.
public sealed interface AccessCommand {

    CommandFormat<AccessCommand> FORMAT = CommandFormat.of("access", 1, AccessCommand.class);

    /// Asks to read. Reader and organisation are those of whoever signs.
    ///
    /// @param seconds how long; cut to the network's limit
    /// @param readerMember whose node reads: it hosts the reader's organisation
    record OpenSession(
            SessionId session,
            SubjectId subject,
            PurposeOfUse purpose,
            long seconds,
            SessionBasis basis,
            MemberId readerMember)
            implements AccessCommand {}

    record CloseSession(SessionId session) implements AccessCommand {}

    /// What a node has shown, in the order of its journal.
    record RecordDisclosures(List<Disclosure> disclosures) implements AccessCommand {
        public RecordDisclosures {
            disclosures = List.copyOf(disclosures);
        }
    }

    /// What a node refused before it came to a session.
    record RecordDenials(List<Denial> denials) implements AccessCommand {
        public RecordDenials {
            denials = List.copyOf(denials);
        }
    }

    /// Resources that were shown.
    ///
    /// @param actor who saw them
    /// @param shown how many of each group of types; what a patient is told of its kind
    /// @param resources digest of the list of what was shown, which the node keeps
    /// @param time when, by the node's clock
    /// @param deferred read in downtime and recorded later
    record Disclosure(
            SessionId session,
            PrincipalId actor,
            List<ShownGroup> shown,
            Digest resources,
            Instant time,
            boolean deferred) {
        public Disclosure {
            shown = List.copyOf(shown);
        }
    }

    /// A refusal.
    ///
    /// @param subject whose record was asked for, when that is known
    /// @param actor who asked, when that is known
    /// @param refused the transaction that the ledger refused, when it came so far: its receipt proves the refusal
    record Denial(
            Optional<SubjectId> subject,
            Optional<PrincipalId> actor,
            OrganisationId organisation,
            Optional<PurposeOfUse> purpose,
            ErrorCode code,
            Optional<Digest> refused,
            Instant time) {}
}
