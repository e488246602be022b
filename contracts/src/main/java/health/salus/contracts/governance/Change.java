package health.salus.contracts.governance;

import health.salus.contracts.identity.CustodianSet;
import health.salus.contracts.identity.NetworkLimits;
import health.salus.contracts.policy.RuleId;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.OrganisationId;
import health.salus.proof.membership.MembershipApplication;

/// One thing that members vote about.
public sealed interface Change {

    /// A new member, by the card that it signed for this network.
    record AdmitMember(MembershipApplication application) implements Change {}

    record RemoveMember(MemberId member) implements Change {}

    record SetWeight(MemberId member, long weight) implements Change {}

    /// Other keys, certificates or addresses of a member: its own, newly signed card.
    record ReplaceCard(MembershipApplication application) implements Change {}

    record SetLimits(NetworkLimits limits) implements Change {}

    /// Another version of a contract's rules, or a contract that the network did not have.
    record SetContractVersion(String contract, int version) implements Change {}

    record AddCustodians(CustodianSet set) implements Change {}

    /// Another custodian set in the place of one: new segments go there, and those that the old one keeps are moved. A
    /// set of the same members under another id has all key shares dealt anew.
    record SupersedeCustodians(CustodianSetId before, CustodianSet next) implements Change {}

    /// Another member runs the node for an organisation.
    record Rehost(OrganisationId organisation, MemberId host) implements Change {}

    /// A version of a rule judges from then on, in place of the one that did, if one did.
    ///
    /// @param content digest of the definition, so that nobody votes for another rule than was read
    record EnactRule(RuleId rule, long version, Digest content) implements Change {}

    /// A rule that is in force is asked no more.
    record RevokeRule(RuleId rule) implements Change {}

    /// Whether it changes who takes part in consensus: keys, addresses and weights are the engine's too, which begins
    /// anew with the block after.
    default boolean changesRoster() {
        return switch (this) {
            case AdmitMember _, RemoveMember _, SetWeight _, ReplaceCard _ -> true;
            case SetLimits _, SetContractVersion _, AddCustodians _, SupersedeCustodians _, Rehost _ -> false;
            case EnactRule _, RevokeRule _ -> false;
        };
    }
}
