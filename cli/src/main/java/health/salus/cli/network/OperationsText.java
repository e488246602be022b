package health.salus.cli.network;

import health.salus.cli.shell.KeyFile;
import health.salus.cli.shell.Shell;
import health.salus.cli.shell.Table;
import health.salus.client.Administration;
import health.salus.client.ClientConfig;
import health.salus.client.Credentials;
import health.salus.client.Patience;
import health.salus.client.SalusClient;
import health.salus.client.api.Operations;
import health.salus.proof.membership.MemberHome;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What one member's node says of the network to whoever has its keys.
final class OperationsText {

    private static final long BYTES_PER_MEGABYTE = 1024 * 1024;
    private static final String SERVICE = "service.";

    private OperationsText() {}

    /// Asks the node as its own service, whose key is in its home.
    static Operations ask(Shell shell, MemberHome home, URI node) {
        Credentials service = new Credentials.KeyAssertion(
                SERVICE + home.readCard().member(),
                KeyFile.load(shell, home.keys().resolve("member.pem")));
        ClientConfig config = ClientConfig.of(node, service)
                .withScopes(Administration.SCOPE)
                .withSurroundings(shell.surroundings())
                .withPatience(Patience.NONE);
        try (SalusClient client = SalusClient.of(config)) {
            return client.administration().operations();
        }
    }

    static List<String> lines(Operations found) {
        List<String> lines = new ArrayList<>();
        lines.add("as member " + found.node().member() + " sees it:");
        lines.addAll(facts(found).lines());
        lines.addAll(members(found).lines());
        found.disagreements()
                .forEach(each -> lines.add("disagreement: member " + each.member() + ", " + each.kind()
                        + (each.signed() ? ", signed by it" : ", not signed") + ", " + each.count() + " times, latest "
                        + each.latest()));
        found.proposals().forEach(each -> lines.addAll(proposal(each)));
        return lines;
    }

    private static Table facts(Operations found) {
        Operations.Signatures signatures = found.signatures();
        Operations.Repair repair = found.repair();
        Table table = new Table()
                .row("log", found.node().logSize() + " entries, " + lag(found) + " of them not final")
                .row(
                        "signed",
                        "Ed25519 " + signatures.ed25519() + ", ML-DSA-44 " + signatures.mlDsa44() + " of "
                                + signatures.total() + " votes on the latest final checkpoint");
        found.clockAhead().ifPresent(ahead -> table.row("clock", clock(ahead)));
        return table.row("disagreements", found.disagreements().isEmpty() ? "none" : "see below")
                .row("votes", found.proposals().isEmpty() ? "no proposal is open" : "see below")
                .row("disk", disk(found))
                .row(
                        "repair",
                        repair.scrubbed() + " fragments read again, " + repair.damaged() + " damaged, "
                                + (repair.repaired() + repair.recoveredShares()) + " made whole, "
                                + (repair.unrepaired() + repair.lostShares()) + " not yet; " + repair.toMove()
                                + " segments to move");
    }

    private static String clock(Duration ahead) {
        return ahead.abs().toSeconds() + (ahead.isNegative() ? " s behind" : " s ahead of")
                + " the members': set it right";
    }

    private static long lag(Operations found) {
        return found.node().logSize() - found.node().finalSize();
    }

    private static String disk(Operations found) {
        String ledger = found.node()
                .disk()
                .map(use -> use.bytes() / BYTES_PER_MEGABYTE + " MB of ledger"
                        + use.trouble()
                                .map(trouble -> " (nothing is archived: " + trouble + ")")
                                .orElse(""))
                .orElse("");
        return ledger + ", " + found.volume().freeBytes() / BYTES_PER_MEGABYTE + " of "
                + found.volume().totalBytes() / BYTES_PER_MEGABYTE + " MB free";
    }

    private static Table members(Operations found) {
        Table table = new Table();
        for (Operations.Member each : found.members()) {
            table.row(
                    each.member().value(),
                    each.weight() + (each.weight() == 1 ? " vote" : " votes"),
                    each.signedFinal() ? "signed the latest final checkpoint" : "has not signed it",
                    each.signedSize() == 0 ? "not heard from" : each.behind() + " entries behind");
        }
        return table;
    }

    private static List<String> proposal(Operations.OpenProposal open) {
        List<String> lines = new ArrayList<>();
        lines.add("proposal " + open.proposal() + " of " + open.proposer() + ", open until " + open.expires() + ": "
                + open.approving() + " of " + open.total() + " votes for it, " + open.against() + " against"
                + (open.waiting().isEmpty()
                        ? ""
                        : "; not yet: "
                                + open.waiting().stream().map(Object::toString).collect(Collectors.joining(", "))));
        open.changes().forEach(change -> lines.add("  " + change));
        return lines;
    }
}
