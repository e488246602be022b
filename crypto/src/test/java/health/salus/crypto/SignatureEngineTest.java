package health.salus.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureEngineTest {

    /// The order of the base point of edwards25519 (RFC 8032 section 5.1).
    private static final BigInteger ORDER =
            new BigInteger("7237005577332262213973186563042994240857116359379907606001950938285454250989");

    private static final BigInteger FIELD = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    static Stream<SignatureEngine> engines() {
        List<SignatureEngine> engines = new ArrayList<>();
        engines.add(new BouncyCastleEngine());
        CorrettoEngine.load().ifPresent(engines::add);
        return engines.stream();
    }

    /// RFC 8032 section 7.1, tests 1 to 3.
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
                "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
            })
    void reproducesTheSignaturesOfRfc8032(String seed, String publicKey, String message, String signature) {
        VerificationKey key = VerificationKey.ed25519(Octets.ofHex(publicKey));
        byte[] messageBytes = Octets.ofHex(message).toArray();
        engines().forEach(engine -> {
            byte[] made = engine.ed25519Signer(Octets.ofHex(seed).toArray()).sign(messageBytes);
            assertThat(Octets.of(made).hex()).isEqualTo(signature);
            assertThat(engine.verify(key, messageBytes, made)).isTrue();
        });
        assertThat(InMemorySigningKey.fromSeed(
                                SignatureAlgorithm.ED25519,
                                Secret.of(Octets.ofHex(seed).toArray()))
                        .verificationKey())
                .isEqualTo(key);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void refusesASignatureWithAnyBitFlipped(SignatureEngine engine) {
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            InMemorySigningKey key = key(algorithm, 7);
            byte[] message = "salus".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            byte[] signature = key.sign(Octets.of(message)).toArray();
            assertThat(engine.verify(key.verificationKey(), message, signature)).isTrue();
            for (int bit = 0; bit < signature.length * 8; bit++) {
                byte[] flipped = signature.clone();
                flipped[bit / 8] ^= (byte) (1 << (bit % 8));
                assertThat(engine.verify(key.verificationKey(), message, flipped))
                        .as("%s, bit %s", algorithm, bit)
                        .isFalse();
            }
        }
    }

    /// A signer that adds a point of order two to R meets the equation multiplied by an even number, but not the
    /// plain one. Were one member to accept it and another not, the network would fork.
    @ParameterizedTest
    @MethodSource("engines")
    void refusesACommitmentWithAComponentOfSmallOrder(SignatureEngine engine) throws GeneralSecurityException {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) 9);
        VerificationKey key = InMemorySigningKey.fromSeed(SignatureAlgorithm.ED25519, Secret.of(seed))
                .verificationKey();
        int acceptedByTheLibraryAlone = 0;
        for (int i = 0; i < 64; i++) {
            byte[] message = {(byte) i};
            byte[] signature = mixedOrderSignature(seed, key.encoded().toArray(), message);
            if (Ed25519.verify(signature, 0, key.encoded().toArray(), 0, message, 0, 1)) {
                acceptedByTheLibraryAlone++;
            }
            assertThat(engine.verify(key, message, signature)).isFalse();
        }
        assertThat(acceptedByTheLibraryAlone)
                .as("accepted without our further check, which is why it is there")
                .isPositive();
    }

    private static byte[] mixedOrderSignature(byte[] seed, byte[] publicKey, byte[] message)
            throws GeneralSecurityException {
        byte[] expanded = MessageDigest.getInstance("SHA-512").digest(seed);
        byte[] clamped = Arrays.copyOf(expanded, 32);
        clamped[0] &= (byte) 248;
        clamped[31] = (byte) ((clamped[31] & 127) | 64);
        BigInteger nonce = littleEndian(sha512(Arrays.copyOfRange(expanded, 32, 64), message))
                .mod(ORDER);
        byte[] honest = new byte[64];
        Ed25519.sign(seed, 0, message, 0, message.length, honest, 0);
        byte[] mixed = plusPointOfOrderTwo(Arrays.copyOf(honest, 32));
        BigInteger challenge = littleEndian(sha512(mixed, publicKey, message)).mod(ORDER);
        BigInteger s = nonce.add(challenge.multiply(littleEndian(clamped))).mod(ORDER);
        byte[] signature = Arrays.copyOf(mixed, 64);
        System.arraycopy(toLittleEndian(s), 0, signature, 32, 32);
        return signature;
    }

    /// (x, y) + (0, -1) = (-x, -y).
    private static byte[] plusPointOfOrderTwo(byte[] encoded) {
        boolean odd = encoded[31] < 0;
        byte[] y = encoded.clone();
        y[31] &= 127;
        byte[] negated = toLittleEndian(FIELD.subtract(littleEndian(y)));
        if (!odd) {
            negated[31] |= (byte) 128;
        }
        return negated;
    }

    private static byte[] sha512(byte[]... parts) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-512");
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    private static BigInteger littleEndian(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return new BigInteger(1, reversed);
    }

    private static byte[] toLittleEndian(BigInteger number) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < 32; i++) {
            bytes[i] = number.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }

    @ParameterizedTest
    @MethodSource("engines")
    void refusesTheNeutralElementAsCommitment(SignatureEngine engine) throws GeneralSecurityException {
        byte[] seed = new byte[32];
        VerificationKey key = InMemorySigningKey.fromSeed(SignatureAlgorithm.ED25519, Secret.of(seed))
                .verificationKey();
        byte[] clamped = Arrays.copyOf(sha512(seed), 32);
        clamped[0] &= (byte) 248;
        clamped[31] = (byte) ((clamped[31] & 127) | 64);
        byte[] neutral = new byte[32];
        neutral[0] = 1;
        byte[] message = {1, 2, 3};
        BigInteger challenge =
                littleEndian(sha512(neutral, key.encoded().toArray(), message)).mod(ORDER);
        byte[] signature = Arrays.copyOf(neutral, 64);
        System.arraycopy(
                toLittleEndian(challenge.multiply(littleEndian(clamped)).mod(ORDER)), 0, signature, 32, 32);
        assertThat(engine.verify(key, message, signature)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // Points of order 1, 2, 4 and 8, and encodings that are not canonical (RFC 8032 section 5.1.3).
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        // Not on the curve.
        "0200000000000000000000000000000000000000000000000000000000000000"
    })
    void refusesUnsoundEd25519Keys(String encoded) {
        assertThatThrownBy(() -> VerificationKey.ed25519(Octets.ofHex(encoded))).isInstanceOf(SalusException.class);
    }

    @Test
    void refusesAKeyWithAComponentOfSmallOrder() {
        Octets sound = key(SignatureAlgorithm.ED25519, 1).verificationKey().encoded();
        Octets mixed = Octets.wrap(plusPointOfOrderTwo(sound.toArray()));
        assertThatThrownBy(() -> VerificationKey.ed25519(mixed)).isInstanceOf(SalusException.class);
    }

    @Test
    void refusesUnsoundP256Keys() {
        Octets sound = key(SignatureAlgorithm.ES256, 1).verificationKey().encoded();
        byte[] off = sound.toArray();
        off[63] ^= 1;
        for (Octets unsound : List.of(Octets.wrap(off), Octets.wrap(new byte[64]), sound.slice(0, 63))) {
            assertThatThrownBy(() -> new VerificationKey(SignatureAlgorithm.ES256, unsound))
                    .isInstanceOf(SalusException.class);
        }
    }

    @Test
    void namesAKeyByItsCoseKeyAndReadsItBack() {
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            VerificationKey key = key(algorithm, 3).verificationKey();
            assertThat(VerificationKey.ofCoseKey(key.coseKey())).isEqualTo(key);
            assertThat(key.id().value()).hasSize(32).matches("[0-9a-f]+");
        }
    }

    static InMemorySigningKey key(SignatureAlgorithm algorithm, int seed) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        return InMemorySigningKey.fromSeed(algorithm, Secret.of(bytes));
    }
}
