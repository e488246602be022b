package health.salus.crypto;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;

/// PKCS#8 under a passphrase: PBES2 of PBKDF2 with HMAC-SHA-256 and AES-256-CBC (RFC 8018 section 6.2), which other
/// tools read too.
final class EncryptedPkcs8 {

    /// About a third of a second of guessing for each passphrase, as OWASP advised in 2023.
    private static final int ITERATIONS = 600_000;

    /// A file with a larger count would keep whoever opens it waiting for minutes.
    private static final int MAX_ITERATIONS = 10_000_000;

    private static final int SALT_BYTES = 16;
    private static final int IV_BYTES = 16;
    private static final String SCHEME = "PBEWithHmacSHA256AndAES_256";

    private EncryptedPkcs8() {}

    static byte[] encrypt(byte[] pkcs8, Passphrase passphrase, RandomSource random) {
        PBEParameterSpec parameters = new PBEParameterSpec(
                random.octets(SALT_BYTES).toArray(),
                ITERATIONS,
                new IvParameterSpec(random.octets(IV_BYTES).toArray()));
        try {
            Cipher cipher = Cipher.getInstance(SCHEME);
            cipher.init(Cipher.ENCRYPT_MODE, derive(passphrase), parameters);
            // The runtime knows the scheme's identifier under the name PBES2 only.
            AlgorithmParameters named = AlgorithmParameters.getInstance("PBES2");
            named.init(cipher.getParameters().getEncoded());
            return new EncryptedPrivateKeyInfo(named, cipher.doFinal(pkcs8)).getEncoded();
        } catch (GeneralSecurityException | IOException broken) {
            throw new SalusException(ErrorCode.INTERNAL, "encrypting a key failed", broken);
        }
    }

    static byte[] decrypt(Octets encrypted, Passphrase passphrase) {
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted.toArray());
            AlgorithmParameters parameters = info.getAlgParameters();
            // The name of PBES2 parameters is that of the whole scheme.
            if (parameters == null || !parameters.toString().equals(SCHEME)) {
                throw new SalusException(
                        ErrorCode.UNSUPPORTED_VERSION, "the key is encrypted by another scheme than " + SCHEME);
            }
            if (parameters.getParameterSpec(PBEParameterSpec.class).getIterationCount() > MAX_ITERATIONS) {
                throw new SalusException(ErrorCode.TOO_LARGE, "the key file asks for too many iterations");
            }
            Cipher cipher = Cipher.getInstance(SCHEME);
            cipher.init(Cipher.DECRYPT_MODE, derive(passphrase), parameters);
            return cipher.doFinal(info.getEncryptedData());
        } catch (BadPaddingException wrong) {
            throw new SalusException(ErrorCode.CONFIGURATION, "the passphrase does not open the key", wrong);
        } catch (GeneralSecurityException | IOException malformed) {
            throw new SalusException(ErrorCode.MALFORMED, "the encrypted key is malformed", malformed);
        }
    }

    private static SecretKey derive(Passphrase passphrase) throws GeneralSecurityException {
        char[] characters = passphrase.reveal();
        PBEKeySpec spec = new PBEKeySpec(characters);
        try {
            return SecretKeyFactory.getInstance(SCHEME).generateSecret(spec);
        } finally {
            spec.clearPassword();
            Arrays.fill(characters, '\0');
        }
    }
}
