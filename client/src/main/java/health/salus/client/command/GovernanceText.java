package health.salus.client.command;

import health.salus.kernel.CborValue;
import health.salus.kernel.Digest;
import health.salus.proof.membership.MembershipApplication;
import health.salus.proof.membership.PublicCard;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Says what a command about the network itself does.
public final class GovernanceText {

    private static final String INDENT = "  ";

    private GovernanceText() {}

    static List<String> lines(GovernanceCommand command) {
        return switch (command) {
            case GovernanceCommand.Propose it -> proposal(it);
            case GovernanceCommand.Vote it ->
                List.of("vote " + (it.approve() ? "for" : "against") + " proposal " + it.proposal()
                        + ", whose content has SHA-256 " + it.content().hex());
            case GovernanceCommand.Withdraw it -> List.of("withdraw proposal " + it.proposal());
            case GovernanceCommand.Tick _ -> List.of("make what is due");
        };
    }

    /// A proposal with its changes, one line each.
    public static List<String> proposal(GovernanceCommand.Propose proposal) {
        List<String> lines = new ArrayList<>();
        lines.add("proposal " + proposal.proposal() + ", open until " + proposal.expires()
                + (proposal.notBefore() == 0 ? "" : ", done by block " + proposal.notBefore() + " at the earliest")
                + proposal.rationale()
                        .map(document -> ", explained by a document with SHA-256 " + document.hex())
                        .orElse(""));
        proposal.changes().forEach(change -> lines.add(INDENT + change(change)));
        return lines;
    }

    /// Only the changes, a line each.
    public static List<String> changes(GovernanceCommand.Propose proposal) {
        return proposal.changes().stream().map(GovernanceText::change).toList();
    }

    private static String change(Change change) {
        return switch (change) {
            case Change.AdmitMember(var application) -> "admit member " + card(application);
            case Change.RemoveMember(var member) -> "remove member " + member;
            case Change.SetWeight(var member, long weight) -> "give member " + member + " the weight " + weight;
            case Change.ReplaceCard(var application) -> "replace the card of member " + card(application);
            case Change.SetLimits(var limits) ->
                "limit sessions to " + limits.sessionSeconds() + " s, those of emergencies to "
                        + limits.breakGlassSeconds() + " s, and let keys that members vouched for wait "
                        + limits.keyDelaySeconds() + " s";
            case Change.SetContractVersion(String contract, int version) ->
                "put version " + version + " of contract " + TransactionText.plain(contract) + " in force";
            case Change.AddCustodians(var set) -> "keep new records with custodian set " + custodians(set);
            case Change.SupersedeCustodians(var before, var next) ->
                "move the records of custodian set " + before + " to custodian set " + custodians(next);
            case Change.Rehost(var organisation, var host) ->
                "have member " + host + " run the node for organisation " + organisation;
            case Change.EnactRule(String rule, long version, var content) ->
                "put version " + version + " of rule " + TransactionText.plain(rule)
                        + " in force, content with SHA-256 " + content.hex();
            case Change.RevokeRule(String rule) -> "ask rule " + TransactionText.plain(rule) + " no more";
        };
    }

    private static String custodians(Change.Custodians set) {
        return set.id() + ": " + set.members().stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    /// What the application claims: members check that its own member signed it.
    private static String card(MembershipApplication application) {
        PublicCard card = application.card();
        return card.member() + " of organisation " + card.organisation() + ", named "
                + CborText.of(new CborValue.Text(card.displayName())) + ", weight " + card.weight() + ", reached at "
                + card.peerAddress() + ", card with SHA-256 "
                + Digest.sha256(card.encode()).hex();
    }
}
