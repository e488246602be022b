package health.salus.platform.audit;

import health.salus.contracts.access.AccessCommand;
import health.salus.contracts.access.SessionRecord;
import health.salus.contracts.access.Sessions;
import health.salus.contracts.consent.ConsentCommand;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.records.RecordsCommand;
import health.salus.kernel.SalusException;
import health.salus.kernel.SessionId;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.StateReader;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.Transaction;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The patients whom a transaction is about: who may know of it as theirs.
final class Concerned {

    private Concerned() {}

    static Set<SubjectId> by(Transaction transaction, StateReader state) {
        Set<SubjectId> subjects = new TreeSet<>();
        for (Command command : transaction.commands()) {
            try {
                by(command, state).forEach(subjects::add);
            } catch (SalusException unreadable) {
                // What no contract could read was refused, and is about nobody.
            }
        }
        return subjects;
    }

    private static Stream<SubjectId> by(Command command, StateReader state) {
        return switch (command.contract()) {
            case "access" -> by(AccessCommand.FORMAT.decode(command), state);
            case "consent" -> Stream.of(by(ConsentCommand.FORMAT.decode(command)));
            case "identity" -> by(IdentityCommand.FORMAT.decode(command));
            case "records" -> by(RecordsCommand.FORMAT.decode(command));
            default -> Stream.empty();
        };
    }

    private static Stream<SubjectId> by(AccessCommand command, StateReader state) {
        return switch (command) {
            case AccessCommand.OpenSession open -> Stream.of(open.subject());
            case AccessCommand.CloseSession close -> by(close.session(), state);
            case AccessCommand.RecordDisclosures record ->
                record.disclosures().stream().flatMap(shown -> by(shown.session(), state));
            case AccessCommand.RecordDenials record ->
                record.denials().stream().flatMap(denial -> denial.subject().stream());
        };
    }

    private static Stream<SubjectId> by(SessionId session, StateReader state) {
        return Sessions.of(state).find(session).map(SessionRecord::subject).stream();
    }

    private static SubjectId by(ConsentCommand command) {
        return switch (command) {
            case ConsentCommand.GiveConsent give -> give.subject();
            case ConsentCommand.SignDraft sign -> sign.subject();
            case ConsentCommand.WithdrawConsent withdraw -> withdraw.subject();
        };
    }

    private static Stream<SubjectId> by(IdentityCommand command) {
        return switch (command) {
            case IdentityCommand.EnrolSubject enrol -> Stream.of(enrol.subject());
            case IdentityCommand.BindPatient bind -> Stream.of(bind.subject());
            case IdentityCommand.BindGuardian bind -> Stream.of(bind.subject());
            case IdentityCommand.UnbindGuardian unbind -> Stream.of(unbind.subject());
            case IdentityCommand.OpenCareRelation open -> Stream.of(open.subject());
            case IdentityCommand.CloseCareRelation close -> Stream.of(close.subject());
            case IdentityCommand.LinkSubjects link -> Stream.of(link.subject(), link.other());
            case IdentityCommand.UnlinkSubjects unlink -> Stream.of(unlink.subject(), unlink.other());
            case IdentityCommand.RegisterOrganisation _,
                    IdentityCommand.RegisterPrincipal _,
                    IdentityCommand.AddKey _,
                    IdentityCommand.RotateKey _,
                    IdentityCommand.RevokeKey _,
                    IdentityCommand.ProposeKey _,
                    IdentityCommand.ConfirmKey _ -> Stream.empty();
        };
    }

    private static Stream<SubjectId> by(RecordsCommand command) {
        return switch (command) {
            case RecordsCommand.WriteRecords write -> write.subject().stream();
            // Whose pieces lie where tells nothing about a patient.
            case RecordsCommand.MoveSegments _ -> Stream.empty();
        };
    }
}
