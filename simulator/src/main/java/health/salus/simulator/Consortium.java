package health.salus.simulator;

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
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.ledger.block.MemberSetState;
import health.salus.ledger.state.StateChanges;
import health.salus.ledger.state.StateOverlay;
import health.salus.proof.MemberEntry;
import health.salus.proof.MemberSet;
import health.salus.proof.receipt.TrustAnchor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Who takes part: four members, each with a hospital, a doctor, a clerk and two patients, and all their keys.
final class Consortium {

    static final NetworkId NETWORK = new NetworkId("simulated");
    static final Instant GENESIS = Instant.parse("2026-01-01T00:00:00Z");
    static final CustodianSetId ALL = new CustodianSetId("all");
    static final List<MemberId> MEMBERS =
            IntStream.rangeClosed(1, 4).mapToObj(n -> new MemberId("m" + n)).toList();

    private static final int PATIENTS_A_MEMBER = 2;

    /// Keys are made once for all runs: they follow from the names.
    private static final Map<String, SigningKey> KEYS = new TreeMap<>();

    private Consortium() {}

    static synchronized SigningKey key(String name) {
        return KEYS.computeIfAbsent(name, _ -> {
            Secret seed = Secret.wrap(
                    Digest.sha256(Octets.utf8("simulator/" + name)).octets().toArray());
            return InMemorySigningKey.fromSeed(SignatureAlgorithm.ED25519, seed);
        });
    }

    static SigningKey key(PrincipalId principal) {
        return key(principal.value());
    }

    static SigningKey checkpointKey(MemberId member) {
        return key("checkpoint/" + member);
    }

    static SigningKey custodianKey(MemberId member) {
        return key("custodian/" + member);
    }

    static OrganisationId hospital(MemberId member) {
        return new OrganisationId("hospital-" + member);
    }

    static PrincipalId service(MemberId member) {
        return new PrincipalId("service." + member);
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

    static MemberSet memberSet() {
        return new MemberSet(MEMBERS.stream()
                .map(member -> new MemberEntry(member, 1, checkpointKey(member).verificationKey()))
                .toList());
    }

    static TrustAnchor anchor() {
        return TrustAnchor.of(NETWORK, memberSet());
    }

    /// The state of block 0.
    static StateChanges genesis() {
        List<Genesis.FoundingPrincipal> people = new ArrayList<>();
        for (MemberId member : MEMBERS) {
            people.add(person(doctor(member), PrincipalKind.PRACTITIONER, member));
            people.add(person(clerk(member), PrincipalKind.STAFF, member));
            patients(member).forEach(patient -> people.add(person(patient, PrincipalKind.PATIENT, member)));
        }
        Genesis genesis = new Genesis(
                NETWORK,
                GENESIS,
                NetworkLimits.DEFAULT,
                MEMBERS.stream().map(Consortium::founding).toList(),
                List.of(new CustodianSet(ALL, MEMBERS)),
                List.of(),
                people);
        StateOverlay state = new StateOverlay(_ -> Optional.empty());
        genesis.applyTo(state);
        state.put(MemberSetState.KEY, memberSet().encode());
        return state.changes();
    }

    private static Genesis.FoundingMember founding(MemberId member) {
        MemberRecord record = new MemberRecord(
                member,
                hospital(member),
                service(member),
                1,
                checkpointKey(member).verificationKey(),
                custodianKey(member).verificationKey());
        return new Genesis.FoundingMember(record, "Hospital of " + member, registration(service(member)));
    }

    private static Genesis.FoundingPrincipal person(PrincipalId id, PrincipalKind kind, MemberId member) {
        PrincipalRecord principal = new PrincipalRecord(id, kind, hospital(member), Optional.empty(), List.of());
        return new Genesis.FoundingPrincipal(principal, List.of(registration(id)));
    }

    private static KeyRegistration registration(PrincipalId principal) {
        return KeyRegistration.of(key(principal).verificationKey());
    }
}
