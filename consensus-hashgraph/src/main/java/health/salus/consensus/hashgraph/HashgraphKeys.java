package health.salus.consensus.hashgraph;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import org.hiero.base.crypto.CertificateUtils;
import org.hiero.base.crypto.KeyGeneratingException;
import org.hiero.base.crypto.SigningFactory;
import org.hiero.base.crypto.SigningSchema;
import org.hiero.consensus.model.node.KeysAndCerts;

/// The keys of one member's engine: one signs events, the other opens TLS connections. They are made at home and never
/// leave it; the network gets to know the certificate.
public final class HashgraphKeys {

    private static final String STORE_TYPE = "PKCS12";
    private static final String SIGNING_ALIAS = "signing";
    private static final String AGREEMENT_ALIAS = "agreement";
    private static final String AGREEMENT_CURVE = "secp384r1";

    private final KeysAndCerts keys;

    private HashgraphKeys(KeysAndCerts keys) {
        this.keys = keys;
    }

    /// New keys from the system's source of randomness, with certificates in the member's name.
    public static HashgraphKeys generate(MemberId member) {
        try {
            SecureRandom random = new SecureRandom();
            KeyPair signing = SigningFactory.generateKeyPair(SigningSchema.ED25519, random);
            KeyPairGenerator agreements = KeyPairGenerator.getInstance("EC");
            agreements.initialize(new ECGenParameterSpec(AGREEMENT_CURVE), random);
            KeyPair agreement = agreements.generateKeyPair();
            String name = HashgraphCertificate.name(member).getName();
            String agreementName = "CN=" + member.value() + ",OU=tls";
            String algorithm = SigningSchema.ED25519.getSigningAlgorithm();
            return new HashgraphKeys(new KeysAndCerts(
                    signing,
                    agreement,
                    CertificateUtils.generateCertificate(name, signing, name, signing, random, algorithm),
                    CertificateUtils.generateCertificate(agreementName, agreement, name, signing, random, algorithm)));
        } catch (GeneralSecurityException | KeyGeneratingException impossible) {
            throw new SalusException(ErrorCode.INTERNAL, "this Java runtime cannot make gossip keys", impossible);
        }
    }

    /// Writes the keys to a new file (PKCS #12, RFC 7292) that only its owner may read. Never replaces a file: keys
    /// that are on a public card and lost cannot be made again.
    public void store(Path file, char[] passphrase) {
        if (Files.exists(file)) {
            throw new SalusException(ErrorCode.ALREADY_EXISTS, "there are gossip keys in " + file);
        }
        try {
            KeyStore store = KeyStore.getInstance(STORE_TYPE);
            store.load(null, passphrase);
            Certificate signing = keys.sigCert();
            store.setKeyEntry(SIGNING_ALIAS, keys.sigKeyPair().getPrivate(), passphrase, new Certificate[] {signing});
            store.setKeyEntry(AGREEMENT_ALIAS, keys.agrKeyPair().getPrivate(), passphrase, new Certificate[] {
                keys.agrCert(), signing
            });
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (OutputStream out = Files.newOutputStream(draft, StandardOpenOption.WRITE, StandardOpenOption.SYNC)) {
                store.store(out, passphrase);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (GeneralSecurityException | IOException failed) {
            throw new SalusException(ErrorCode.STORAGE_FAILED, "the gossip keys cannot be written to " + file, failed);
        }
    }

    public static HashgraphKeys load(Path file, char[] passphrase) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(STORE_TYPE);
            store.load(in, passphrase);
            X509Certificate signing = certificate(store, SIGNING_ALIAS, file);
            X509Certificate agreement = certificate(store, AGREEMENT_ALIAS, file);
            return new HashgraphKeys(new KeysAndCerts(
                    new KeyPair(signing.getPublicKey(), (PrivateKey) store.getKey(SIGNING_ALIAS, passphrase)),
                    new KeyPair(agreement.getPublicKey(), (PrivateKey) store.getKey(AGREEMENT_ALIAS, passphrase)),
                    signing,
                    agreement));
        } catch (GeneralSecurityException | IOException failed) {
            throw new SalusException(
                    ErrorCode.CONFIGURATION,
                    "the gossip keys in " + file + " cannot be read; check the file and its passphrase",
                    failed);
        }
    }

    private static X509Certificate certificate(KeyStore store, String alias, Path file)
            throws GeneralSecurityException {
        if (store.getCertificate(alias) instanceof X509Certificate found) {
            return found;
        }
        throw new SalusException(ErrorCode.CONFIGURATION, file + " holds no gossip keys (no entry " + alias + ")");
    }

    /// What goes onto the member's public card: the signing certificate, DER.
    public Octets certificate() {
        try {
            return Octets.wrap(keys.sigCert().getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new SalusException(ErrorCode.INTERNAL, "the gossip certificate cannot be encoded", impossible);
        }
    }

    KeysAndCerts keysAndCerts() {
        return keys;
    }

    @Override
    public String toString() {
        return "HashgraphKeys[" + keys.sigCert().getSubjectX500Principal() + "]";
    }
}
