package health.salus.contracts.stage;

import health.salus.contracts.identity.CustodianSet;
import health.salus.contracts.identity.Genesis;
import health.salus.contracts.identity.KeyRegistration;
import health.salus.contracts.identity.MemberRecord;
import health.salus.contracts.identity.NetworkLimits;
import health.salus.contracts.identity.OrganisationRecord;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.identity.PrincipalRecord;
import health.salus.crypto.InMemoryMlDsaKey;
import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.MlDsaKey;
import health.salus.crypto.SigningKey;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import health.salus.proof.CheckpointKeys;
import health.salus.proof.membership.PublicCard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Who plays: four members, their organisations, and people.
public final class Cast {

    public static final NetworkId NETWORK = new NetworkId("test");
    public static final Instant DAWN = Instant.parse("2026-01-01T00:00:00Z");

    public static final MemberId M1 = new MemberId("m1");
    public static final MemberId M2 = new MemberId("m2");
    public static final MemberId M3 = new MemberId("m3");
    public static final MemberId M4 = new MemberId("m4");
    public static final List<MemberId> MEMBERS = List.of(M1, M2, M3, M4);

    public static final OrganisationId HOSPITAL_A = new OrganisationId("hospital-a");
    public static final OrganisationId HOSPITAL_B = new OrganisationId("hospital-b");
    public static final OrganisationId PHARMACY = new OrganisationId("pharmacy");
    public static final OrganisationId INSURER = new OrganisationId("insurer");

    /// Has no node of its own: hospital A's member hosts it.
    public static final OrganisationId CLINIC = new OrganisationId("clinic");

    public static final PrincipalId NODE_1 = new PrincipalId("node-1");
    public static final PrincipalId NODE_2 = new PrincipalId("node-2");
    public static final PrincipalId DOCTOR_A = new PrincipalId("doctor-a");
    public static final PrincipalId STAFF_A = new PrincipalId("staff-a");
    public static final PrincipalId DEVICE_A = new PrincipalId("device-a");
    public static final PrincipalId DOCTOR_B = new PrincipalId("doctor-b");
    public static final PrincipalId STAFF_B = new PrincipalId("staff-b");
    public static final PrincipalId CLERK = new PrincipalId("clerk");
    public static final PrincipalId PATIENT = new PrincipalId("patient");
    public static final PrincipalId OTHER_PATIENT = new PrincipalId("other-patient");
    public static final PrincipalId GUARDIAN = new PrincipalId("guardian");

    public static final SubjectId SUBJECT = new SubjectId("00112233445566778899aabbccddeeff");
    public static final SubjectId OTHER_SUBJECT = new SubjectId("ffeeddccbbaa99887766554433221100");
    public static final Digest EVIDENCE = Digest.sha256(Octets.utf8("evidence"));

    public static final CustodianSetId ALL_FOUR = new CustodianSetId("all");

    private static final Map<String, SigningKey> SIGNING_KEYS = new TreeMap<>();

    private Cast() {}

    /// The key of a principal, or with the prefix `custodian/` or `checkpoint/` of a member; always the same.
    public static SigningKey key(String name) {
        return SIGNING_KEYS.computeIfAbsent(name, _ -> InMemorySigningKey.generate(new SeededRandom(name.hashCode())));
    }

    public static SigningKey key(PrincipalId principal) {
        return key(principal.value());
    }

    public static KeyRegistration registration(String name) {
        return KeyRegistration.of(key(name).verificationKey());
    }

    public static Genesis genesis() {
        List<OrganisationId> own = List.of(HOSPITAL_A, HOSPITAL_B, PHARMACY, INSURER);
        List<Genesis.FoundingMember> members = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            members.add(member(MEMBERS.get(i), own.get(i), "node-" + (i + 1)));
        }
        return new Genesis(
                NETWORK,
                DAWN,
                NetworkLimits.DEFAULT,
                members,
                List.of(new CustodianSet(ALL_FOUR, MEMBERS)),
                List.of(new OrganisationRecord(CLINIC, "Clinic", M1)),
                List.of(
                        person(DOCTOR_A, PrincipalKind.PRACTITIONER, HOSPITAL_A),
                        person(STAFF_A, PrincipalKind.STAFF, HOSPITAL_A),
                        person(DEVICE_A, PrincipalKind.DEVICE, HOSPITAL_A),
                        person(DOCTOR_B, PrincipalKind.PRACTITIONER, HOSPITAL_B),
                        person(STAFF_B, PrincipalKind.STAFF, HOSPITAL_B),
                        person(CLERK, PrincipalKind.STAFF, INSURER),
                        person(PATIENT, PrincipalKind.PATIENT, HOSPITAL_A),
                        person(OTHER_PATIENT, PrincipalKind.PATIENT, HOSPITAL_B),
                        person(GUARDIAN, PrincipalKind.GUARDIAN, HOSPITAL_A)));
    }

    public static List<PublicCard> cards() {
        return List.of(
                card(M1, HOSPITAL_A, "node-1"),
                card(M2, HOSPITAL_B, "node-2"),
                card(M3, PHARMACY, "node-3"),
                card(M4, INSURER, "node-4"));
    }

    /// The card of a member of that name, its keys those of [#key(String)].
    public static PublicCard card(MemberId id, OrganisationId organisation, String service) {
        return new PublicCard(
                PublicCard.VERSION,
                id,
                organisation,
                "Organisation of " + id,
                1,
                key(service).verificationKey().coseKey(),
                key("checkpoint/" + id).verificationKey().coseKey(),
                mlDsaKey(id),
                Octets.utf8("tls " + id),
                Octets.utf8("gossip " + id),
                "https://" + id + ".example:9080",
                id + ".example:7080");
    }

    private static MlDsaKey mlDsaKey(MemberId id) {
        return InMemoryMlDsaKey.generate(new SeededRandom(id.hashCode())).verificationKey();
    }

    private static Genesis.FoundingMember member(MemberId id, OrganisationId organisation, String service) {
        MemberRecord record = new MemberRecord(
                id,
                organisation,
                new PrincipalId(service),
                1,
                new CheckpointKeys(key("checkpoint/" + id).verificationKey(), mlDsaKey(id)),
                key("custodian/" + id).verificationKey());
        return new Genesis.FoundingMember(record, "Organisation of " + id, registration(service));
    }

    private static Genesis.FoundingPrincipal person(PrincipalId id, PrincipalKind kind, OrganisationId organisation) {
        return new Genesis.FoundingPrincipal(
                new PrincipalRecord(id, kind, organisation, Optional.empty(), List.of()),
                List.of(registration(id.value())));
    }
}
