package health.salus.crypto.tls;

import health.salus.crypto.Secret;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A member's private key for TLS with its certificate, both made at the member's own site.
///
/// The key is on P-256: every TLS library has it, and the Java runtime is fast on it.
public final class TlsIdentity {

    /// Long, because trust ends when the network removes the certificate, and not by itself one night.
    public static final Duration VALIDITY = Duration.ofDays(10L * 365);

    /// A certificate of a member whose clock is ahead must not be refused.
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private static final int SERIAL_BYTES = 16;
    private static final String ALIAS = "member";
    private static final String STORE_TYPE = "PKCS12";

    private final PrivateKey privateKey;
    private final X509Certificate certificate;

    private TlsIdentity(PrivateKey privateKey, X509Certificate certificate) {
        this.privateKey = privateKey;
        this.certificate = certificate;
    }

    /// @param hostNames DNS names under which others may reach the member; they are not relied upon
    public static TlsIdentity generate(MemberId member, List<String> hostNames, Instant now, RandomSource random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            return new TlsIdentity(pair.getPrivate(), selfSigned(member, hostNames, now, random, pair));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException broken) {
            throw new SalusException(ErrorCode.INTERNAL, "making a certificate failed", broken);
        }
    }

    private static X509Certificate selfSigned(
            MemberId member, List<String> hostNames, Instant now, RandomSource random, KeyPair pair)
            throws GeneralSecurityException, OperatorCreationException, CertIOException {
        X500Name name = new X500Name("CN=" + member.value());
        BigInteger serial = new BigInteger(1, random.octets(SERIAL_BYTES).toArray()).setBit(0);
        Date from = Date.from(now.minus(CLOCK_SKEW));
        Date to = Date.from(now.plus(VALIDITY));
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(name, serial, from, to, name, pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
            KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
        }));
        if (!hostNames.isEmpty()) {
            GeneralName[] names = hostNames.stream()
                    .map(host -> new GeneralName(GeneralName.dNSName, host))
                    .toArray(GeneralName[]::new);
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
    }

    /// What others need in order to trust this member.
    public MemberCertificate certificate() {
        return MemberCertificate.of(certificate);
    }

    /// The key and its certificate as PKCS#12, encrypted under the password.
    public Secret toPkcs12(Secret password) {
        char[] characters = characters(password);
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            KeyStore store = KeyStore.getInstance(STORE_TYPE);
            store.load(null, null);
            store.setKeyEntry(ALIAS, privateKey, characters, new Certificate[] {certificate});
            store.store(out, characters);
            return Secret.wrap(out.toByteArray());
        } catch (GeneralSecurityException | IOException broken) {
            throw new SalusException(ErrorCode.INTERNAL, "writing a key store failed", broken);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    public static TlsIdentity ofPkcs12(Secret encoded, Secret password) {
        char[] characters = characters(password);
        try {
            KeyStore store = KeyStore.getInstance(STORE_TYPE);
            store.load(new ByteArrayInputStream(encoded.reveal()), characters);
            if (store.getKey(ALIAS, characters) instanceof PrivateKey key
                    && store.getCertificate(ALIAS) instanceof X509Certificate certificate) {
                return new TlsIdentity(key, certificate);
            }
            throw new SalusException(ErrorCode.MALFORMED, "the key store holds no entry called " + ALIAS);
        } catch (IOException wrong) {
            throw new SalusException(ErrorCode.CONFIGURATION, "the password does not open the key store", wrong);
        } catch (GeneralSecurityException malformed) {
            throw new SalusException(ErrorCode.MALFORMED, "the key store is malformed", malformed);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    X509Certificate x509() {
        return certificate;
    }

    /// One character for each byte, as PKCS#12 takes characters.
    private static char[] characters(Secret password) {
        byte[] bytes = password.reveal();
        char[] characters = new char[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            characters[i] = (char) (bytes[i] & 0xff);
        }
        Arrays.fill(bytes, (byte) 0);
        return characters;
    }

    @Override
    public String toString() {
        return "TlsIdentity[" + certificate().fingerprint().hex() + "]";
    }
}
