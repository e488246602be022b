package health.salus.simulator;

import health.salus.contracts.identity.Cards;
import health.salus.contracts.identity.CustodianSet;
import health.salus.contracts.identity.Genesis;
import health.salus.contracts.identity.KeyRegistration;
import health.salus.contracts.identity.MemberRecord;
import health.salus.contracts.identity.NetworkLimits;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.identity.PrincipalRecord;
import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.Secret;
import health.salus.crypto.SignatureAlgorithm;
import health.salus.crypto.SigningKey;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.Digest;
import health.salus.kernel.KeyId;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.ledger.state.StateChanges;
import health.salus.ledger.state.StateOverlay;
import health.salus.proof.CosigningKeys;
import health.salus.proof.MemberSet;
import health.salus.proof.membership.MembershipApplication;
import health.salus.proof.membership.PublicCard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Who takes part, and all their keys: members that found the network, each with a hospital, a doctor, a clerk and two
/// patients, and members that may be admitted to it.
///
/// @param cards of the founders, in the order of their numbers
/// @param candidates run nodes from the beginning, and are members when it is voted
record Consortium(List<PublicCard> cards, List<MemberId> candidates) {

    static final NetworkId NETWORK = new NetworkId("simulated");
    static final Instant GENESIS = Instant.parse("2026-01-01T00:00:00Z");
    static final CustodianSetId CUSTODIANS = new CustodianSetId("custodians");

    /// So many of the founders keep pieces.
    static final int CUSTODIAN_COUNT = 4;

    private static final int PATIENTS_A_MEMBER = 2;
    private static final String SERVICE = "service.";

    /// Keys and the states of block 0 are made once for all runs: they follow from names and weights.
    private static final Map<String, SigningKey> KEYS = new ConcurrentHashMap<>();

    private static final Map<MemberId, CosigningKeys> COSIGNING_KEYS = new ConcurrentHashMap<>();

    private static final Map<Consortium, StateChanges> GENESES = new ConcurrentHashMap<>();

    Consortium {
        cards = List.copyOf(cards);
        candidates = List.copyOf(candidates);
    }

    /// @param weights of the founders
    static Consortium of(List<Long> weights, int candidates) {
        int founders = weights.size();
        return new Consortium(
                IntStream.range(0, founders)
                        .mapToObj(i -> card(member(i + 1), weights.get(i), 0))
                        .toList(),
                members(founders + 1, founders + candidates));
    }

    private static List<MemberId> members(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(Consortium::member).toList();
    }

    static MemberId member(int number) {
        return new MemberId("m" + number);
    }

    List<MemberId> founders() {
        return cards.stream().map(PublicCard::member).toList();
    }

    /// Founders and candidates.
    List<MemberId> all() {
        return Stream.concat(founders().stream(), candidates.stream()).toList();
    }

    List<MemberId> custodians() {
        return founders().subList(0, CUSTODIAN_COUNT);
    }

    /// Nothing in it is real but the keys.
    ///
    /// @param generation a member that comes back has another key than it had
    static PublicCard card(MemberId member, long weight, int generation) {
        return new PublicCard(
                PublicCard.VERSION,
                member,
                hospital(member),
                "Hospital of " + member,
                weight,
                memberKey(member, generation).verificationKey().coseKey(),
                checkpointKeys(member).publicKeys().ed25519().coseKey(),
                checkpointKeys(member).publicKeys().mlDsa44(),
                Octets.utf8("certificate of " + member),
                Octets.utf8("gossip certificate of " + member),
                "https://" + member + ".example:7443",
                member + ".example:7444");
    }

    static MembershipApplication application(MemberId member, long weight, int generation) {
        return MembershipApplication.sign(NETWORK, card(member, weight, generation), memberKey(member, generation));
    }

    static SigningKey key(String name) {
        return KEYS.computeIfAbsent(name, _ -> {
            Secret seed = Secret.wrap(
                    Digest.sha256(Octets.utf8("simulator/" + name)).octets().toArray());
            return InMemorySigningKey.fromSeed(SignatureAlgorithm.ED25519, seed);
        });
    }

    static SigningKey key(PrincipalId principal) {
        return key(principal.value());
    }

    static CosigningKeys checkpointKeys(MemberId member) {
        return COSIGNING_KEYS.computeIfAbsent(member, _ -> {
            Octets seed =
                    Digest.sha256(Octets.utf8("simulator/checkpoint/" + member)).octets();
            return CosigningKeys.fromSeed(Secret.wrap(seed.toArray()));
        });
    }

    /// A service's key is its member's.
    static SigningKey keyOf(PrincipalId principal, KeyId id) {
        return principal.value().startsWith(SERVICE)
                ? memberKey(new MemberId(principal.value().substring(SERVICE.length())), id)
                : key(principal);
    }

    /// Signs the member's transactions and acknowledgements.
    static SigningKey memberKey(MemberId member, int generation) {
        return key("member/" + member + "/" + generation);
    }

    static SigningKey memberKey(MemberId member, KeyId id) {
        return IntStream.iterate(0, generation -> generation + 1)
                .mapToObj(generation -> memberKey(member, generation))
                .filter(key -> key.verificationKey().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static OrganisationId hospital(MemberId member) {
        return new OrganisationId("hospital-" + member);
    }

    static PrincipalId service(MemberId member) {
        return new PrincipalId(SERVICE + member);
    }

    static PrincipalId doctor(MemberId member) {
        return new PrincipalId("doctor." + member);
    }

    static PrincipalId clerk(MemberId member) {
        return new PrincipalId("clerk." + member);
    }

    static List<PrincipalId> patients(MemberId member) {
        return IntStream.rangeClosed(1, PATIENTS_A_MEMBER)
                .mapToObj(n -> new PrincipalId("patient." + member + "." + n))
                .toList();
    }

    MemberSet memberSet() {
        return Cards.memberSet(cards);
    }

    /// The state of block 0.
    StateChanges genesis() {
        return GENESES.computeIfAbsent(this, Consortium::found);
    }

    private StateChanges found() {
        List<Genesis.FoundingPrincipal> people = new ArrayList<>();
        for (MemberId member : founders()) {
            people.add(person(doctor(member), PrincipalKind.PRACTITIONER, member));
            people.add(person(clerk(member), PrincipalKind.STAFF, member));
            patients(member).forEach(patient -> people.add(person(patient, PrincipalKind.PATIENT, member)));
        }
        Genesis genesis = new Genesis(
                NETWORK,
                GENESIS,
                NetworkLimits.DEFAULT,
                cards.stream().map(Consortium::founding).toList(),
                List.of(new CustodianSet(CUSTODIANS, custodians())),
                List.of(),
                people);
        StateOverlay state = new StateOverlay(_ -> Optional.empty());
        genesis.applyTo(state);
        Cards.found(state, cards);
        return state.changes();
    }

    private static Genesis.FoundingMember founding(PublicCard card) {
        MemberRecord record = new MemberRecord(
                card.member(),
                card.organisation(),
                service(card.member()),
                card.weight(),
                card.checkpointKeys(),
                card.memberVerificationKey());
        return new Genesis.FoundingMember(record, card.displayName(), KeyRegistration.of(card.memberVerificationKey()));
    }

    private static Genesis.FoundingPrincipal person(PrincipalId id, PrincipalKind kind, MemberId member) {
        PrincipalRecord principal = new PrincipalRecord(id, kind, hospital(member), Optional.empty(), List.of());
        return new Genesis.FoundingPrincipal(principal, List.of(registration(id)));
    }

    private static KeyRegistration registration(PrincipalId principal) {
        return KeyRegistration.of(key(principal).verificationKey());
    }
}
