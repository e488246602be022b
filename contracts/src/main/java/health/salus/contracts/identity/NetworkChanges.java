package health.salus.contracts.identity;

import health.salus.contracts.rules.Place;
import health.salus.contracts.rules.Require;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.KeyId;
import health.salus.kernel.MemberId;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.ledger.state.WorldState;
import health.salus.proof.membership.PublicCard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Changes of the network itself, as members' votes bring them about. Who may ask for them is governance's to say.
public record NetworkChanges(WorldState state, Instant time) {

    /// The principal as whom a member's node signs.
    public static PrincipalId serviceOf(MemberId member) {
        return new PrincipalId("service." + member.value());
    }

    /// A member that left may come back, with other keys than it had.
    public void admit(PublicCard card) {
        MemberId id = card.member();
        List<MemberId> members = new ArrayList<>(directory().network().members());
        Require.that(!members.contains(id), ErrorCode.ALREADY_EXISTS, id + " is a member");
        requireFreeFor(card);
        members.add(id);
        write(members);
        Optional<PrincipalRecord> service = directory().principal(serviceOf(id));
        if (service.isEmpty()) {
            requireNew(card);
            Directory.register(state, new OrganisationRecord(card.organisation(), card.displayName(), id));
            PrincipalRecord own = new PrincipalRecord(
                    serviceOf(id), PrincipalKind.SERVICE, card.organisation(), Optional.of(id), List.of());
            Directory.register(state, own, List.of(KeyRegistration.of(card.memberVerificationKey())), time);
        } else {
            requireReturning(card, service.get());
            new KeyRing(state, service.get()).add(List.of(KeyRegistration.of(card.memberVerificationKey())), time);
        }
        put(card, serviceOf(id));
    }

    /// Nobody but members has cards: an id, an organisation or a service's name that others bear cannot be taken.
    private void requireNew(PublicCard card) {
        Require.that(
                directory().member(card.member()).isEmpty()
                        && directory().organisation(card.organisation()).isEmpty(),
                ErrorCode.ALREADY_EXISTS,
                "the organisation " + card.organisation() + " is registered: a new member brings a new one");
    }

    private void requireReturning(PublicCard card, PrincipalRecord service) {
        boolean returning = service.speaksFor().equals(Optional.of(card.member()))
                && service.organisation().equals(card.organisation());
        Require.that(
                returning,
                ErrorCode.ALREADY_EXISTS,
                "the principal " + service.id() + " is registered: choose another member id");
    }

    /// Its records stay, since it signed what it signed; its keys end.
    public void remove(MemberId id) {
        List<MemberId> members = new ArrayList<>(directory().network().members());
        Require.that(members.remove(id), ErrorCode.UNKNOWN_MEMBER, id + " is not a member");
        Require.that(!members.isEmpty(), ErrorCode.MALFORMED, "a network has at least one member");
        write(members);
        MemberRecord record = directory().requireMember(id);
        KeyRing ring = new KeyRing(state, directory().requirePrincipal(record.principal()));
        for (KeyId key : ring.principal().keys()) {
            revoke(ring, key);
        }
        Cards.remove(state, id);
        Cards.writeMemberSet(state);
    }

    private void revoke(KeyRing ring, KeyId key) {
        Keys.of(state)
                .find(ring.principal().id(), key)
                .filter(record -> !record.isRevoked(time))
                .ifPresent(record -> ring.put(key, record.revoked(time)));
    }

    public void reweight(MemberId id, long weight) {
        PublicCard card = requireCard(id);
        put(card.withWeight(weight), directory().requireMember(id).principal());
    }

    /// Other keys, certificates or addresses of the same member; its weight stays what was voted.
    public void replaceCard(PublicCard offered) {
        PublicCard before = requireCard(offered.member());
        Require.that(
                before.organisation().equals(offered.organisation()),
                ErrorCode.MALFORMED,
                "a member's organisation stays what it is");
        requireFreeFor(offered);
        PublicCard card = offered.withWeight(before.weight());
        MemberRecord record = directory().requireMember(card.member());
        if (!before.memberKey().equals(card.memberKey())) {
            PrincipalRecord service = directory().requirePrincipal(record.principal());
            KeyRing ring = new KeyRing(state, service);
            ring.add(List.of(KeyRegistration.of(card.memberVerificationKey())), time);
            revoke(ring, before.memberVerificationKey().id());
        }
        put(card, record.principal());
    }

    public void setLimits(NetworkLimits limits) {
        Network network = directory().network();
        Directory.NETWORK.put(state, new Network(network.id(), network.members(), limits), Place.NETWORK);
    }

    /// Another member runs the node for an organisation.
    public void rehost(OrganisationId id, MemberId host) {
        OrganisationRecord organisation = directory().requireOrganisation(id);
        requireCard(host);
        boolean own =
                directory().requireMember(organisation.host()).organisation().equals(id)
                        && directory().network().members().contains(organisation.host());
        Require.that(!own, ErrorCode.NOT_AUTHORISED, "a member's own organisation stays with it while it is a member");
        Directory.ORGANISATIONS.put(
                state, new OrganisationRecord(id, organisation.name(), host), Place.of(organisation.id()));
    }

    /// A further custodian set; ids are never given again, because segments name them.
    public void addCustodians(CustodianSet set) {
        CustodianSets.add(state, set);
    }

    /// What must hold when all changes of a vote are made.
    public void requireWhole() {
        List<PublicCard> cards = Cards.of(state).all();
        boolean reachable = cards.size() == 1 || cards.stream().allMatch(PublicCard::gossips);
        Require.that(
                reachable,
                ErrorCode.MALFORMED,
                "in a network of several members each card has a gossip address and certificate");
    }

    private void write(List<MemberId> members) {
        Network network = directory().network();
        Directory.NETWORK.put(state, new Network(network.id(), members, network.limits()), Place.NETWORK);
    }

    private void put(PublicCard card, PrincipalId service) {
        MemberRecord record = new MemberRecord(
                card.member(),
                card.organisation(),
                service,
                card.weight(),
                card.checkpointKeys(),
                card.memberVerificationKey());
        Directory.MEMBERS.put(state, record, Place.NETWORK, card.member().value());
        Cards.put(state, card);
        Cards.writeMemberSet(state);
    }

    /// One key, certificate or address stands for one member: with another's, two would be taken for each other.
    private void requireFreeFor(PublicCard card) {
        for (PublicCard other : Cards.of(state).all()) {
            boolean same = !other.member().equals(card.member()) && other.sharesIdentityWith(card);
            Require.that(!same, ErrorCode.ALREADY_EXISTS, other.member() + " has one of these keys or addresses");
        }
    }

    private PublicCard requireCard(MemberId id) {
        Require.that(directory().network().members().contains(id), ErrorCode.UNKNOWN_MEMBER, id + " is not a member");
        return Cards.of(state)
                .find(id)
                .orElseThrow(() -> new IllegalStateException("member " + id + " has no card in the state"));
    }

    private Directory directory() {
        return Directory.of(state);
    }
}
