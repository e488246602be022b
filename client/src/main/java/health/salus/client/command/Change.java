package health.salus.client.command;

import health.salus.kernel.CustodianSetId;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.OrganisationId;
import health.salus.proof.membership.MembershipApplication;
import java.util.List;
import java.util.Optional;

/// One thing that members vote about.
public sealed interface Change {

    /// A new member, by the card that it signed for this network.
    record AdmitMember(MembershipApplication application) implements Change {}

    record RemoveMember(MemberId member) implements Change {}

    record SetWeight(MemberId member, long weight) implements Change {}

    /// Other keys, certificates or addresses of a member: its own, newly signed card.
    record ReplaceCard(MembershipApplication application) implements Change {}

    record SetLimits(Limits limits) implements Change {}

    /// Another version of a contract's rules, or a contract that the network did not have.
    record SetContractVersion(String contract, int version) implements Change {}

    record AddCustodians(Custodians set) implements Change {}

    /// A custodian set takes the place of another, whose segments its members move to the new ones by themselves.
    record SupersedeCustodians(CustodianSetId before, Custodians next) implements Change {}

    /// Another member runs the node for an organisation.
    record Rehost(OrganisationId organisation, MemberId host) implements Change {}

    /// A version of a rule of the consortium judges from then on.
    ///
    /// @param content digest of its [health.salus.client.rule.RuleDefinition]
    record EnactRule(String rule, long version, Digest content) implements Change {}

    /// A rule that is in force is asked no more.
    record RevokeRule(String rule) implements Change {}

    /// @param sessionSeconds the longest an access session lasts
    /// @param breakGlassSeconds the longest an emergency session lasts
    /// @param keyDelaySeconds how long a key that two members vouched for waits, so that its owner can object
    record Limits(long sessionSeconds, long breakGlassSeconds, long keyDelaySeconds) {}

    /// The members that keep the pieces of what is written from now on.
    ///
    /// @param successor empty for a set that is to be in force
    record Custodians(CustodianSetId id, List<MemberId> members, Optional<CustodianSetId> successor) {

        public Custodians {
            members = List.copyOf(members);
        }

        public Custodians(CustodianSetId id, List<MemberId> members) {
            this(id, members, Optional.empty());
        }
    }
}
