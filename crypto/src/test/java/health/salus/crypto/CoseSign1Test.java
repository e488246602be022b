package health.salus.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.upokecenter.cbor.CBOREncodeOptions;
import com.upokecenter.cbor.CBORObject;
import health.salus.kernel.Cbor;
import health.salus.kernel.CborValue;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoseSign1Test {

    private static final CBOREncodeOptions CANONICAL = new CBOREncodeOptions("ctap2canonical=true");

    /// RFC 9052 appendix C.2.1: its message, key and signature. Its key id stands in the unprotected header, which
    /// [CoseSign1] does not accept, so the parts are put together here.
    @Test
    void verifiesTheSignatureOfRfc9052() {
        VerificationKey key = new VerificationKey(
                SignatureAlgorithm.ES256,
                Octets.ofHex("bac5b11cad8f99f9c72b05cf4b9e26d244dc189f745228255a219a86d6a09eff"
                        + "20138bf82dc1b6d562be0fa54ab7804a3a64b6d72ccfed6b6fb6ed28bbfc117e"));
        Octets signature = Octets.ofHex("8eb33e4ca31d1c465ab05aac34cc6b23d58fef5c083106c4d25a91aef0b0117e"
                + "2af9a291aa32e14ab834dc56ed2a223444547e01f11d3b0916e5a4c345cacb36");
        Octets payload = Octets.utf8("This is the content.");
        assertThat(key.verify(CoseSign1.toBeSigned(Octets.ofHex("a10126"), payload), signature))
                .isTrue();
        assertThat(key.verify(CoseSign1.toBeSigned(Octets.ofHex("a10127"), payload), signature))
                .isFalse();
    }

    /// The example `eddsa-sig-01` of the COSE working group: its key is that of RFC 8032's first test.
    @Test
    void reproducesTheEddsaExampleOfTheWorkingGroup() {
        byte[] seed = Octets.ofHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
                .toArray();
        InMemorySigningKey key = InMemorySigningKey.fromSeed(SignatureAlgorithm.ED25519, Secret.of(seed));
        Octets toBeSigned = CoseSign1.toBeSigned(Octets.ofHex("a201270300"), Octets.utf8("This is the content."));
        assertThat(key.sign(toBeSigned).hex())
                .isEqualTo("7142fd2ff96d56db85bee905a76ba1d0b7321a95c8c4d3607c5781932b7afb87"
                        + "11497dfa751bf40b58b3bcc32300b1487f3db34085eef013bf08f4a44d6fef0d");
    }

    /// Another implementation of canonical CBOR writes the same bytes, and reads ours.
    @Test
    void writesWhatAnotherCborLibraryWrites() {
        long seed = 20_260_101L;
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            byte[] payload = new byte[random.nextInt(400)];
            random.nextBytes(payload);
            SignatureAlgorithm algorithm = i % 2 == 0 ? SignatureAlgorithm.ED25519 : SignatureAlgorithm.ES256;
            CborValue.Map extra = new CborValue.Map(List.of(
                    new CborValue.Entry(new CborValue.Int(16), new CborValue.Text("type-" + i)),
                    new CborValue.Entry(new CborValue.Text("x"), new CborValue.Int(random.nextLong()))));
            CoseSign1 envelope = CoseSign1.sign(Octets.of(payload), SignatureEngineTest.key(algorithm, 5), extra);
            byte[] encoded = envelope.encode().toArray();

            // That library allows no tags in canonical form; the tag 18 is one byte.
            assertThat(CBORObject.DecodeFromBytes(encoded).HasMostOuterTag(18)).isTrue();
            byte[] untagged = Arrays.copyOfRange(encoded, 1, encoded.length);
            CBORObject read = CBORObject.DecodeFromBytes(untagged, CANONICAL);
            assertThat(read.EncodeToBytes(CANONICAL)).as("seed %s", seed).isEqualTo(untagged);
            assertThat(read.get(2).GetByteString()).isEqualTo(payload);
            CBORObject header = CBORObject.DecodeFromBytes(read.get(0).GetByteString(), CANONICAL);
            assertThat(header.get(1).AsInt32()).isEqualTo(algorithm.coseId());
            CBORObject structure = CBORObject.NewArray()
                    .Add("Signature1")
                    .Add(read.get(0))
                    .Add(new byte[0])
                    .Add(payload);
            assertThat(SignatureEngineTest.key(algorithm, 5)
                            .verificationKey()
                            .verify(Octets.of(structure.EncodeToBytes(CANONICAL)), envelope.signature()))
                    .isTrue();
            assertThat(CoseSign1.parse(Octets.of(encoded))).isEqualTo(envelope);
        }
    }

    @Test
    void isValidForTheSignersKeyOnly() {
        InMemorySigningKey key = SignatureEngineTest.key(SignatureAlgorithm.ED25519, 1);
        InMemorySigningKey other = SignatureEngineTest.key(SignatureAlgorithm.ED25519, 2);
        CoseSign1 envelope = CoseSign1.sign(Octets.utf8("payload"), key);
        assertThat(envelope.keyId()).isEqualTo(key.verificationKey().id());
        assertThat(envelope.verify(key.verificationKey())).isTrue();
        assertThat(envelope.verify(other.verificationKey())).isFalse();
    }

    @Test
    void refusesAnyChangedByte() {
        InMemorySigningKey key = SignatureEngineTest.key(SignatureAlgorithm.ED25519, 1);
        byte[] encoded = CoseSign1.sign(Octets.utf8("payload"), key).encode().toArray();
        for (int i = 0; i < encoded.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = encoded.clone();
                changed[i] ^= (byte) (1 << bit);
                assertThat(accepts(changed, key.verificationKey()))
                        .as("byte %s, bit %s", i, bit)
                        .isFalse();
            }
        }
    }

    private static boolean accepts(byte[] encoded, VerificationKey key) {
        try {
            return CoseSign1.parse(Octets.of(encoded)).verify(key);
        } catch (SalusException refused) {
            return false;
        }
    }

    @Test
    void refusesAnUnprotectedHeaderThatIsNoAssertion() {
        InMemorySigningKey key = SignatureEngineTest.key(SignatureAlgorithm.ED25519, 1);
        CborValue.Array items = (CborValue.Array) ((CborValue.Tag)
                        Cbor.decode(CoseSign1.sign(Octets.utf8("payload"), key).encode(), 1000))
                .content();
        CborValue.Map unprotected = new CborValue.Map(
                List.of(new CborValue.Entry(new CborValue.Int(4), new CborValue.Bytes(Octets.EMPTY))));
        Octets changed = Cbor.encode(new CborValue.Tag(
                18,
                new CborValue.Array(List.of(
                        items.items().get(0),
                        unprotected,
                        items.items().get(2),
                        items.items().get(3)))));
        assertThatThrownBy(() -> CoseSign1.parse(changed)).isInstanceOf(SalusException.class);
    }
}
