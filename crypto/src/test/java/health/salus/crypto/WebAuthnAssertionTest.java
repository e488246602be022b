package health.salus.crypto;

import static health.salus.crypto.WebAuthnAssertion.Refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAuthnAssertionTest {

    private static final RelyingParty SITE = new RelyingParty("portal.example", List.of("https://portal.example"));
    private static final Octets CHALLENGE =
            WebAuthnAssertion.challenge("salus/transaction/v1", Octets.utf8("transaction"));
    private static final int PRESENT_AND_VERIFIED = 0x05;

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void acceptsWhatAPasskeySigned(SignatureAlgorithm algorithm) {
        WebAuthnAssertion assertion = assertion(algorithm, "portal.example", PRESENT_AND_VERIFIED, clientData(""));
        assertThat(verify(algorithm, assertion)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"crossOrigin\":false",
                ",\"crossOrigin\":false,\"other_keys_can_be_added_here\":\"do not compare\"",
                ",\"tokenBinding\":{\"status\":\"supported\",\"list\":[1,-0.5e+3,null,{}]}",
                ",\"unicode\":\"\\u00e9\\n\""
            })
    void acceptsWhatBrowsersAdd(String members) {
        assertThat(verifyClientData(clientData(members))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"crossOrigin\":\"no\"",
                ",\"type\":\"webauthn.get\"",
                ",\"a\":01",
                ",\"a\":1.",
                ",\"a\":tru",
                ",\"a\":\"\\x\"",
                ",\"a\":[[[[[[[[[[[]]]]]]]]]]]",
                ","
            })
    void refusesMalformedClientData(String members) {
        assertThat(verifyClientData(clientData(members))).contains(Refusal.MALFORMED);
    }

    @Test
    void refusesTextAfterOrInsteadOfTheObject() {
        assertThat(verifyClientData(clientData("") + "{}")).contains(Refusal.MALFORMED);
        assertThat(verifyClientData("[]")).contains(Refusal.MALFORMED);
        assertThat(verifyClientData("")).contains(Refusal.MALFORMED);
        assertThat(verifyClientData("{\"type\":\"webauthn.get")).contains(Refusal.MALFORMED);
        assertThat(verifyClientData("{\"type\":\"webauthn.get\"}")).contains(Refusal.MALFORMED);
    }

    @Test
    void refusesARegistration() {
        assertThat(verifyClientData(clientData("").replace("webauthn.get", "webauthn.create")))
                .contains(Refusal.WRONG_TYPE);
    }

    @Test
    void refusesAnotherChallenge() {
        WebAuthnAssertion assertion =
                assertion(SignatureAlgorithm.ED25519, "portal.example", PRESENT_AND_VERIFIED, clientData(""));
        Octets login = WebAuthnAssertion.challenge("salus/login/v1", Octets.utf8("transaction"));
        assertThat(assertion.verify(key(SignatureAlgorithm.ED25519), SITE, login, true))
                .contains(Refusal.WRONG_CHALLENGE);
    }

    @Test
    void refusesAnotherOrigin() {
        assertThat(verifyClientData(clientData("").replace("https://portal", "https://evil.portal")))
                .contains(Refusal.WRONG_ORIGIN);
    }

    @Test
    void refusesAPageInsideAnotherOrigin() {
        assertThat(verifyClientData(clientData(",\"crossOrigin\":true"))).contains(Refusal.CROSS_ORIGIN);
    }

    @Test
    void refusesAnotherRelyingParty() {
        WebAuthnAssertion assertion =
                assertion(SignatureAlgorithm.ED25519, "other.example", PRESENT_AND_VERIFIED, clientData(""));
        assertThat(verify(SignatureAlgorithm.ED25519, assertion)).contains(Refusal.WRONG_RELYING_PARTY);
    }

    @Test
    void refusesAnAbsentOrUnverifiedPerson() {
        WebAuthnAssertion absent = assertion(SignatureAlgorithm.ED25519, "portal.example", 0x04, clientData(""));
        assertThat(verify(SignatureAlgorithm.ED25519, absent)).contains(Refusal.USER_NOT_PRESENT);
        WebAuthnAssertion unverified = assertion(SignatureAlgorithm.ED25519, "portal.example", 0x01, clientData(""));
        assertThat(verify(SignatureAlgorithm.ED25519, unverified)).contains(Refusal.USER_NOT_VERIFIED);
        assertThat(unverified.verify(key(SignatureAlgorithm.ED25519), SITE, CHALLENGE, false))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void refusesAForeignKeyAndAChangedAuthenticator(SignatureAlgorithm algorithm) {
        WebAuthnAssertion assertion = assertion(algorithm, "portal.example", PRESENT_AND_VERIFIED, clientData(""));
        VerificationKey foreign = SignatureEngineTest.key(algorithm, 99).verificationKey();
        assertThat(assertion.verify(foreign, SITE, CHALLENGE, true)).contains(Refusal.BAD_SIGNATURE);

        byte[] counter = assertion.authenticatorData().toArray();
        counter[36] ^= 1;
        WebAuthnAssertion changed =
                new WebAuthnAssertion(Octets.wrap(counter), assertion.clientDataJson(), assertion.signature());
        assertThat(verify(algorithm, changed)).contains(Refusal.BAD_SIGNATURE);

        WebAuthnAssertion cut =
                new WebAuthnAssertion(Octets.of(new byte[36]), assertion.clientDataJson(), assertion.signature());
        assertThat(verify(algorithm, cut)).contains(Refusal.MALFORMED);
    }

    @Test
    void travelsInAnEnvelopeWhichThenNoPlainSignatureOpens() {
        WebAuthnAssertion assertion =
                assertion(SignatureAlgorithm.ES256, "portal.example", PRESENT_AND_VERIFIED, clientData(""));
        VerificationKey key = key(SignatureAlgorithm.ES256);
        CoseSign1 envelope = CoseSign1.ofAssertion(Octets.utf8("transaction"), key, assertion);
        CoseSign1 read = CoseSign1.parse(envelope.encode());
        assertThat(read).isEqualTo(envelope);
        assertThat(read.assertion().flatMap(a -> a.verify(key, SITE, CHALLENGE, true)))
                .isEmpty();
        assertThat(read.verify(key)).isFalse();
    }

    @Test
    void limitsItsParts() {
        Octets large = Octets.wrap(new byte[WebAuthnAssertion.MAX_CLIENT_DATA_BYTES + 1]);
        assertThatThrownBy(() -> new WebAuthnAssertion(Octets.EMPTY, large, Octets.EMPTY))
                .isInstanceOf(SalusException.class);
    }

    private static Optional<Refusal> verifyClientData(String json) {
        return verify(
                SignatureAlgorithm.ED25519,
                assertion(SignatureAlgorithm.ED25519, "portal.example", PRESENT_AND_VERIFIED, json));
    }

    private static Optional<Refusal> verify(SignatureAlgorithm algorithm, WebAuthnAssertion assertion) {
        return assertion.verify(key(algorithm), SITE, CHALLENGE, true);
    }

    private static String clientData(String moreMembers) {
        return "{\"type\":\"webauthn.get\",\"challenge\":\"" + CHALLENGE.base64Url()
                + "\",\"origin\":\"https://portal.example\"" + moreMembers + "}";
    }

    private static VerificationKey key(SignatureAlgorithm algorithm) {
        return SignatureEngineTest.key(algorithm, 4).verificationKey();
    }

    /// Does what an authenticator does.
    private static WebAuthnAssertion assertion(
            SignatureAlgorithm algorithm, String rpId, int flags, String clientData) {
        Octets authenticatorData = Octets.concat(
                Digest.sha256(Octets.utf8(rpId)).octets(), Octets.of((byte) flags), Octets.of(new byte[4]));
        Octets json = Octets.utf8(clientData);
        Octets signature = SignatureEngineTest.key(algorithm, 4)
                .sign(Octets.concat(authenticatorData, Digest.sha256(json).octets()));
        Octets encoded = algorithm == SignatureAlgorithm.ES256 ? der(signature) : signature;
        return new WebAuthnAssertion(authenticatorData, json, encoded);
    }

    private static Octets der(Octets numbers) {
        Octets body = Octets.concat(integer(numbers.slice(0, 32)), integer(numbers.slice(32, 64)));
        return Octets.concat(Octets.of((byte) 0x30, (byte) body.length()), body);
    }

    private static Octets integer(Octets number) {
        byte[] minimal = new java.math.BigInteger(1, number.toArray()).toByteArray();
        return Octets.concat(Octets.of((byte) 2, (byte) minimal.length), Octets.of(minimal));
    }
}
