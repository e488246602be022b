package health.salus.contracts.identity;

import health.salus.contracts.rules.Turn;
import health.salus.ledger.execution.CommandContext;
import health.salus.ledger.execution.Contract;
import health.salus.ledger.state.WorldState;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.CommandOutcome;

/// Who is who: organisations, principals, keys, patients, care relations and links.
public final class IdentityContract implements Contract {

    @Override
    public String name() {
        return "identity";
    }

    @Override
    public CommandOutcome execute(Command command, CommandContext context, WorldState state) {
        Turn turn = new Turn(context, state);
        Caller caller = Caller.of(turn);
        switch (IdentityCommand.FORMAT.decode(command)) {
            case IdentityCommand.RegisterOrganisation register ->
                new Registration(turn, caller).registerOrganisation(register);
            case IdentityCommand.RegisterPrincipal register ->
                new Registration(turn, caller).registerPrincipal(register);
            case IdentityCommand.AddKey add -> new KeyRules(turn, caller).add(add);
            case IdentityCommand.RotateKey rotate -> new KeyRules(turn, caller).rotate(rotate);
            case IdentityCommand.RevokeKey revoke -> new KeyRules(turn, caller).revoke(revoke);
            case IdentityCommand.ProposeKey propose -> new KeyRules(turn, caller).propose(propose);
            case IdentityCommand.ConfirmKey confirm -> new KeyRules(turn, caller).confirm(confirm);
            case IdentityCommand.EnrolSubject enrol -> new SubjectRules(turn, caller).enrol(enrol);
            case IdentityCommand.BindPatient bind -> new SubjectRules(turn, caller).bindPatient(bind);
            case IdentityCommand.BindGuardian bind -> new SubjectRules(turn, caller).bindGuardian(bind);
            case IdentityCommand.UnbindGuardian unbind -> new SubjectRules(turn, caller).unbindGuardian(unbind);
            case IdentityCommand.OpenCareRelation open -> new CareRules(turn, caller).open(open);
            case IdentityCommand.CloseCareRelation close -> new CareRules(turn, caller).close(close);
            case IdentityCommand.LinkSubjects link -> new LinkRules(turn, caller).link(link);
            case IdentityCommand.UnlinkSubjects unlink -> new LinkRules(turn, caller).unlink(unlink);
        }
        return CommandOutcome.Accepted.NOTHING_TO_SAY;
    }
}
