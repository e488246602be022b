package health.salus.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// C2SP's collection of vectors for known attacks. They lie outside the repository.
@Tag("testdata")
class WycheproofTest {

    @FunctionalInterface
    interface Check {
        boolean accepts(JsonNode group, JsonNode test);
    }

    @Test
    void ed25519() throws IOException {
        run("ed25519_test.json", (group, test) -> {
            VerificationKey key = VerificationKey.ed25519(hex(group.get("publicKey"), "pk"));
            return agree(key, hex(test, "msg"), hex(test, "sig"));
        });
    }

    @Test
    void ecdsaOnP256() throws IOException {
        run("ecdsa_secp256r1_sha256_test.json", (group, test) -> {
            Octets point = hex(group.get("publicKey"), "uncompressed");
            VerificationKey key = new VerificationKey(SignatureAlgorithm.ES256, point.slice(1, point.length()));
            Optional<Octets> signature = EcdsaDer.toFixedLength(hex(test, "sig"));
            return signature.isPresent() && agree(key, hex(test, "msg"), signature.get());
        });
    }

    /// The vectors are of the next larger parameters, in the library that has both; contexts are not used here.
    @Test
    void mlDsa() throws IOException {
        run("mldsa_65_verify_test.json", (group, test) -> {
            if (test.has("ctx")) {
                return test.get("result").asText().equals("valid");
            }
            try {
                return MlDsaKey.verify(
                        MLDSAParameters.ml_dsa_65, hex(group, "publicKey"), hex(test, "msg"), hex(test, "sig"));
            } catch (IllegalArgumentException noKey) {
                return false;
            }
        });
    }

    @Test
    void aesGcm() throws IOException {
        run("aes_gcm_test.json", (group, test) -> {
            if (group.get("keySize").asInt() != 256 || group.get("ivSize").asInt() != 96) {
                return test.get("result").asText().equals("valid");
            }
            Secret key = Secret.of(hex(test, "key").toArray());
            Octets sealed = Octets.concat(hex(test, "ct"), hex(test, "tag"));
            Optional<Octets> opened = AesGcm.open(key, hex(test, "iv"), sealed, hex(test, "aad"));
            boolean same = opened.isPresent() && opened.get().equals(hex(test, "msg"));
            boolean sealedAlike = AesGcm.seal(key, hex(test, "iv"), hex(test, "msg"), hex(test, "aad"))
                    .equals(sealed);
            assertThat(same).isEqualTo(sealedAlike);
            return same;
        });
    }

    @Test
    void hmac() throws IOException {
        run("hmac_sha256_test.json", (group, test) -> {
            Octets made = Hmac.sha256(Secret.of(hex(test, "key").toArray()), hex(test, "msg"))
                    .octets();
            return made.slice(0, group.get("tagSize").asInt() / 8).equals(hex(test, "tag"));
        });
    }

    @Test
    void hkdf() throws IOException {
        run("hkdf_sha256_test.json", (_, test) -> {
            try {
                Secret made = Hkdf.sha256(
                        Secret.of(hex(test, "ikm").toArray()),
                        hex(test, "salt"),
                        hex(test, "info"),
                        test.get("size").asInt());
                return Octets.of(made.reveal()).equals(hex(test, "okm"));
            } catch (SalusException tooLong) {
                return false;
            }
        });
    }

    /// Both engines must answer alike.
    private static boolean agree(VerificationKey key, Octets message, Octets signature) {
        if (signature.length() != SignatureAlgorithm.SIGNATURE_BYTES) {
            return key.verify(message, signature);
        }
        boolean accepted = new BouncyCastleEngine().verify(key, message.toArray(), signature.toArray());
        CorrettoEngine.load()
                .ifPresent(engine -> assertThat(engine.verify(key, message.toArray(), signature.toArray()))
                        .isEqualTo(accepted));
        return accepted;
    }

    private static void run(String file, Check check) throws IOException {
        Path path = Path.of(System.getProperty("salus.testdata"), "wycheproof", file);
        int count = 0;
        for (JsonNode group : new ObjectMapper().readTree(path.toFile()).get("testGroups")) {
            for (JsonNode test : group.get("tests")) {
                assertThat(check.accepts(group, test))
                        .as("%s, test %s: %s", file, test.get("tcId"), test.get("comment"))
                        .isEqualTo(test.get("result").asText().equals("valid"));
                count++;
            }
        }
        assertThat(count).isPositive();
    }

    private static Octets hex(JsonNode node, String field) {
        return Octets.ofHex(node.get(field).asText());
    }
}
