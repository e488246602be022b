package health.salus.node.commands;

import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.kernel.PrincipalId;
import health.salus.node.NodeRuntime;
import health.salus.proof.transaction.Command;
import java.util.List;

/// A command that any member may give about its own organisation.
final class Probe {

    private Probe() {}

    static Command of(NodeRuntime node) {
        return IdentityCommand.FORMAT.encode(new IdentityCommand.RegisterPrincipal(
                new PrincipalId("doctor." + node.self()),
                PrincipalKind.PRACTITIONER,
                node.genesis().card(node.self()).organisation(),
                List.of()));
    }
}
