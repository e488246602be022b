package health.salus.contracts.identity;

import static health.salus.contracts.stage.Cast.M1;
import static health.salus.contracts.stage.Cast.M2;
import static health.salus.contracts.stage.Cast.NODE_1;
import static health.salus.contracts.stage.Cast.PATIENT;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.identity.IdentityCommand.AddKey;
import health.salus.contracts.identity.IdentityCommand.RevokeKey;
import health.salus.contracts.stage.Cast;
import health.salus.contracts.stage.SeededRandom;
import health.salus.contracts.stage.Stage;
import health.salus.crypto.CoseSign1;
import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.RelyingParty;
import health.salus.crypto.SignatureAlgorithm;
import health.salus.crypto.SigningKey;
import health.salus.crypto.WebAuthnAssertion;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.KeyId;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.proof.transaction.Transaction;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whose signature is accepted under which transaction.
class KeyDirectoryTest {

    private static final RelyingParty PORTAL = new RelyingParty("portal.example", List.of("https://portal.example"));

    private final Stage stage = new Stage();
    private final SigningKey key = Cast.key(PATIENT);

    @Test
    void acceptsThePrincipalsKey() {
        assertThat(rejection(signed(bySelf(key), key))).isEmpty();
    }

    @Test
    void refusesAnUnknownKey() {
        SigningKey stranger = Cast.key("stranger");
        assertThat(rejection(signed(bySelf(stranger), stranger))).contains(ErrorCode.UNKNOWN_KEY);
        Attestation nobody = new Attestation.PrincipalSigned(
                new PrincipalId("nobody"), key.verificationKey().id());
        assertThat(rejection(signed(nobody, key))).contains(ErrorCode.UNKNOWN_KEY);
    }

    @Test
    void refusesAnotherKeyThanTheNamedOne() {
        SigningKey fresh = Cast.key("fresh");
        stage.accepts(PATIENT, new AddKey(PATIENT, KeyRegistration.of(fresh.verificationKey())));
        assertThat(rejection(signed(bySelf(key), fresh))).contains(ErrorCode.BAD_SIGNATURE);
    }

    @Test
    void refusesChangedBytes() {
        CoseSign1 signed = CoseSign1.sign(transaction(bySelf(key)), key);
        Octets other = transaction(
                new Attestation.PrincipalSigned(PATIENT, key.verificationKey().id()), 2);
        CoseSign1 forged = new CoseSign1(signed.protectedHeader(), signed.assertion(), other, signed.signature());
        assertThat(rejection(SignedTransaction.parse(forged.encode()))).contains(ErrorCode.BAD_SIGNATURE);
    }

    @Test
    void refusesARevokedKeyFromThatMomentOn() {
        stage.accepts(PATIENT, new RevokeKey(PATIENT, key.verificationKey().id()));
        assertThat(rejection(signed(bySelf(key), key))).contains(ErrorCode.REVOKED_KEY);
    }

    @Test
    void acceptsAMemberForWhomItHosts() {
        SigningKey node = Cast.key(NODE_1);
        assertThat(rejection(signed(byMember(M1, node, PATIENT), node))).isEmpty();
    }

    @Test
    void refusesAMemberForWhomItDoesNotHost() {
        SigningKey node = Cast.key("node-2");
        assertThat(rejection(signed(byMember(M2, node, PATIENT), node))).contains(ErrorCode.NOT_AUTHORISED);
    }

    @Test
    void refusesAnAssertionUnderAnybodyElsesKey() {
        assertThat(rejection(signed(byMember(M1, key, PATIENT), key))).contains(ErrorCode.UNKNOWN_KEY);
        SigningKey node = Cast.key(NODE_1);
        assertThat(rejection(signed(byMember(new MemberId("m9"), node, PATIENT), node)))
                .contains(ErrorCode.UNKNOWN_MEMBER);
        assertThat(rejection(signed(byMember(M1, node, new PrincipalId("nobody")), node)))
                .contains(ErrorCode.UNKNOWN_PRINCIPAL);
    }

    @Test
    void acceptsAPasskeyThroughItsPortal() {
        SigningKey passkey = passkey();
        assertThat(rejection(asserted(passkey, KeyDirectory.CHALLENGE_DOMAIN, "https://portal.example")))
                .isEmpty();
    }

    @Test
    void refusesAPasskeysLoginAsASignature() {
        assertThat(rejection(asserted(passkey(), "salus/login/v1", "https://portal.example")))
                .contains(ErrorCode.BAD_SIGNATURE);
    }

    @Test
    void refusesAPasskeyFromAnotherOrigin() {
        assertThat(rejection(asserted(passkey(), KeyDirectory.CHALLENGE_DOMAIN, "https://evil.example")))
                .contains(ErrorCode.BAD_SIGNATURE);
    }

    @Test
    void refusesAPasskeyThatSignsTheEnvelopeItself() {
        SigningKey passkey = passkey();
        assertThat(rejection(signed(bySelf(passkey), passkey))).contains(ErrorCode.BAD_SIGNATURE);
    }

    private SigningKey passkey() {
        SigningKey passkey = InMemorySigningKey.generate(SignatureAlgorithm.ED25519, new SeededRandom(7));
        stage.accepts(
                PATIENT, new AddKey(PATIENT, new KeyRegistration(passkey.verificationKey(), Optional.of(PORTAL))));
        return passkey;
    }

    private static SignedTransaction asserted(SigningKey passkey, String domain, String origin) {
        Octets payload = transaction(bySelf(passkey));
        String challenge = WebAuthnAssertion.challenge(domain, payload).base64Url();
        Octets client =
                Octets.utf8("{\"type\":\"webauthn.get\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
                        .formatted(challenge, origin));
        // RP id hash, flags (user present and verified), counter: WebAuthn section 6.1.
        Octets authenticator =
                Octets.concat(Digest.sha256(Octets.utf8(PORTAL.id())).octets(), Octets.ofHex("0500000000"));
        Octets signature =
                passkey.sign(Octets.concat(authenticator, Digest.sha256(client).octets()));
        WebAuthnAssertion assertion = new WebAuthnAssertion(authenticator, client, signature);
        return SignedTransaction.parse(CoseSign1.ofAssertion(payload, passkey.verificationKey(), assertion)
                .encode());
    }

    private Optional<ErrorCode> rejection(SignedTransaction transaction) {
        return new KeyDirectory().rejection(transaction, stage.state(), stage.time());
    }

    private static Attestation bySelf(SigningKey key) {
        return new Attestation.PrincipalSigned(PATIENT, key.verificationKey().id());
    }

    private static Attestation byMember(MemberId member, SigningKey key, PrincipalId actor) {
        KeyId id = key.verificationKey().id();
        return new Attestation.MemberAsserted(member, id, actor, "https://issuer.example", Digest.ZERO);
    }

    private static SignedTransaction signed(Attestation attestation, SigningKey key) {
        return SignedTransaction.parse(
                CoseSign1.sign(transaction(attestation), key).encode());
    }

    private static Octets transaction(Attestation attestation) {
        return transaction(attestation, 1);
    }

    private static Octets transaction(Attestation attestation, int salt) {
        return new Transaction(
                        Transaction.VERSION,
                        new NetworkId("test"),
                        attestation,
                        Cast.DAWN,
                        Cast.DAWN.plusSeconds(60),
                        new SeededRandom(salt).octets(Transaction.SALT_BYTES),
                        true,
                        List.of(new Command("identity", "AddKey", 1, Octets.EMPTY)))
                .encode();
    }
}
