package health.salus.proof;

import static health.salus.proof.FourMembers.CHECKPOINT;
import static health.salus.proof.FourMembers.NETWORK;
import static health.salus.proof.FourMembers.TIME;
import static health.salus.proof.FourMembers.keys;
import static health.salus.proof.FourMembers.member;
import static health.salus.proof.FourMembers.members;
import static health.salus.proof.FourMembers.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import org.junit.jupiter.api.Test;

class CosignatureTest {

    /// The signature line of the specification's example verifies with a key that hashes to its key hash; here the
    /// message is made from the specification's own text, which is the fact that two implementations must agree on.
    @Test
    void signsTheMessageOfTheSpecification() {
        Cosignature cosignature = signed(CosignatureKind.ED25519, 0);
        Octets message = Octets.utf8("""
                cosignature/v1
                time 1679315147
                salus/demo
                20852163
                CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
                """);
        assertThat(keys(0).publicKeys().ed25519().verify(message, cosignature.signature()))
                .isTrue();
        assertThat(cosignature.verify(CHECKPOINT, keys(0).publicKeys())).isTrue();
        assertThat(cosignature.verify(CHECKPOINT, keys(1).publicKeys())).isFalse();
    }

    /// The `cosigned_message` put together by hand, byte by byte as the specification lists it.
    @Test
    void signsTheSubtreeMessageOfTheSpecification() {
        Cosignature cosignature = signed(CosignatureKind.ML_DSA_44, 0);
        Octets message = Octets.concat(
                Octets.ofHex("737562747265652f76310a00"),
                Octets.ofHex("13"),
                Octets.utf8("salus/demo/member-0"),
                Octets.ofHex("00000000641850cb"),
                Octets.ofHex("0a"),
                Octets.utf8("salus/demo"),
                Octets.ofHex("0000000000000000"),
                Octets.ofHex("00000000013e2dc3"),
                Octets.ofHex("0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62"));
        assertThat(keys(0).publicKeys().mlDsa44().verify(message, cosignature.signature()))
                .isTrue();
        assertThat(cosignature.verify(CHECKPOINT, keys(0).publicKeys())).isTrue();
        assertThat(cosignature.verify(CHECKPOINT, keys(1).publicKeys())).isFalse();
        // The message names the cosigner, so that the same key under another name has signed nothing.
        Cosignature renamed = new Cosignature(
                member(1),
                CosignatureKind.ML_DSA_44,
                cosignature.keyHash(),
                TIME.getEpochSecond(),
                cosignature.signature());
        assertThat(renamed.verify(CHECKPOINT, keys(0).publicKeys())).isFalse();
    }

    @Test
    void hashesKeysAsTheSpecificationDoes() {
        CheckpointKeys keys = keys(0).publicKeys();
        hashesAsTheSpecificationDoes(
                CosignatureKind.ED25519, Octets.of((byte) 4), keys.ed25519().encoded());
        hashesAsTheSpecificationDoes(
                CosignatureKind.ML_DSA_44, Octets.of((byte) 6), keys.mlDsa44().encoded());
    }

    private static void hashesAsTheSpecificationDoes(CosignatureKind kind, Octets type, Octets key) {
        Octets hash = Digest.sha256(Octets.utf8("salus/demo/member-0\n"), type, key)
                .octets()
                .slice(0, 4);
        assertThat(signed(kind, 0).keyHash()).isEqualTo(hash);
        assertThat(members(1).members().getFirst().verifierKey(kind, NETWORK))
                .isEqualTo("salus/demo/member-0+" + hash.hex() + "+"
                        + Octets.concat(type, key).base64());
    }

    @Test
    void refusesASignatureWhoseLengthIsNotOfItsKind() {
        Octets hash = signed(CosignatureKind.ED25519, 0).keyHash();
        Octets longer = Octets.wrap(new byte[2420]);
        assertThatThrownBy(() -> new Cosignature(member(0), CosignatureKind.ED25519, hash, 0, longer))
                .isInstanceOf(SalusException.class);
        assertThatThrownBy(() -> new Cosignature(member(0), CosignatureKind.ML_DSA_44, hash, 0, longer.slice(0, 64)))
                .isInstanceOf(SalusException.class);
    }
}
