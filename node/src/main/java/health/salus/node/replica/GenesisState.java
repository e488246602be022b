package health.salus.node.replica;

import health.salus.contracts.identity.Cards;
import health.salus.contracts.identity.CustodianSet;
import health.salus.contracts.identity.Genesis.FoundingMember;
import health.salus.contracts.identity.KeyRegistration;
import health.salus.contracts.identity.MemberRecord;
import health.salus.contracts.identity.NetworkChanges;
import health.salus.contracts.identity.NetworkLimits;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.MemberId;
import health.salus.kernel.PrincipalId;
import health.salus.ledger.state.StateChanges;
import health.salus.ledger.state.StateOverlay;
import health.salus.platform.records.SegmentPlacing;
import health.salus.proof.MemberSet;
import health.salus.proof.membership.Genesis;
import health.salus.proof.membership.PublicCard;
import java.util.List;
import java.util.Optional;

/// What a signed genesis means: the state of block 0. The same at all members, since it follows from the signed bytes.
public final class GenesisState {

    private GenesisState() {}

    /// The principal as whom a member's node signs.
    public static PrincipalId serviceOf(MemberId member) {
        return NetworkChanges.serviceOf(member);
    }

    public static MemberSet memberSet(Genesis genesis) {
        return genesis.memberSet();
    }

    static StateChanges changes(Genesis genesis) {
        StateOverlay state = new StateOverlay(_ -> Optional.empty());
        List<MemberId> all = genesis.members().stream().map(PublicCard::member).toList();
        new health.salus.contracts.identity.Genesis(
                        genesis.network(),
                        genesis.time(),
                        NetworkLimits.DEFAULT,
                        genesis.members().stream().map(GenesisState::founding).toList(),
                        List.of(new CustodianSet(new CustodianSetId(SegmentPlacing.DEFAULT_SET), all)),
                        List.of(),
                        List.of())
                .applyTo(state);
        Cards.found(state, genesis.members());
        return state.changes();
    }

    private static FoundingMember founding(PublicCard card) {
        MemberRecord member = new MemberRecord(
                card.member(),
                card.organisation(),
                serviceOf(card.member()),
                card.weight(),
                card.checkpointKeys(),
                card.memberVerificationKey());
        KeyRegistration key = new KeyRegistration(card.memberVerificationKey(), Optional.empty());
        return new FoundingMember(member, card.displayName(), key);
    }
}
