package health.salus.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import org.junit.jupiter.api.Test;

/// HMAC, HKDF, AES-GCM and secrets.
class SymmetricTest {

    private static final Secret KEY = Secret.of(new byte[32]);
    private static final Octets TEXT = Octets.utf8("text");
    private static final Octets ASSOCIATED = Octets.utf8("associated");

    /// RFC 5869 appendix A.1 and A.3.
    @Test
    void derivesTheKeysOfRfc5869() {
        Secret input = Secret.of(Octets.ofHex("0b".repeat(22)).toArray());
        assertThat(Octets.of(Hkdf.sha256(
                                        input,
                                        Octets.ofHex("000102030405060708090a0b0c"),
                                        Octets.ofHex("f0f1f2f3f4f5f6f7f8f9"),
                                        42)
                                .reveal())
                        .hex())
                .isEqualTo("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
        assertThat(Octets.of(Hkdf.sha256(input, Octets.EMPTY, Octets.EMPTY, 42).reveal())
                        .hex())
                .isEqualTo("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
    }

    /// RFC 4231 test case 2.
    @Test
    void authenticatesAsRfc4231Does() {
        Secret key = Secret.of(Octets.utf8("Jefe").toArray());
        Octets first = Octets.utf8("what do ya want ");
        Octets second = Octets.utf8("for nothing?");
        assertThat(Hmac.sha256(key, first, second).hex())
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assertThat(Hmac.verify(key, Hmac.sha256(key, first, second).octets(), Octets.concat(first, second)))
                .isTrue();
        assertThat(Hmac.verify(key, Hmac.sha256(key, first).octets(), second)).isFalse();
    }

    @Test
    void sealsAndOpens() {
        Octets sealed = AesGcm.sealWithRandomNonce(KEY, new SystemRandomSource(), TEXT, ASSOCIATED);
        assertThat(sealed.length()).isEqualTo(AesGcm.NONCE_BYTES + TEXT.length() + AesGcm.TAG_BYTES);
        assertThat(AesGcm.openWithNonce(KEY, sealed, ASSOCIATED)).contains(TEXT);
        assertThat(AesGcm.openWithNonce(KEY, sealed, TEXT)).isEmpty();
        assertThat(AesGcm.openWithNonce(KEY, sealed.slice(0, 20), ASSOCIATED)).isEmpty();
        byte[] changed = sealed.toArray();
        changed[15] ^= 1;
        assertThat(AesGcm.openWithNonce(KEY, Octets.wrap(changed), ASSOCIATED)).isEmpty();
    }

    @Test
    void refusesKeysOfAnotherSize() {
        Secret small = Secret.of(new byte[16]);
        assertThatThrownBy(() -> AesGcm.seal(small, Octets.wrap(new byte[12]), TEXT, ASSOCIATED))
                .isInstanceOf(SalusException.class);
    }

    @Test
    void aSecretDoesNotShowItself() {
        try (Secret secret = Secret.of(new byte[] {1, 2, 3})) {
            assertThat(secret).hasToString("Secret[redacted]");
            assertThat(secret).isEqualTo(Secret.of(new byte[] {1, 2, 3}));
            assertThat(secret).isNotEqualTo(Secret.of(new byte[] {1, 2, 4}));
            secret.destroy();
            assertThatThrownBy(secret::reveal).isInstanceOf(SalusException.class);
            assertThat(secret).isNotEqualTo(Secret.of(new byte[3]));
        }
    }
}
