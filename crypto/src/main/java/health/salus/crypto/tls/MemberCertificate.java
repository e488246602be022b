package health.salus.crypto.tls;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/// The certificate by which a member is known on the wire. It is trusted because the network's genesis, or a public
/// card, holds these very bytes; nobody signs it but the member.
///
/// @param der the whole certificate in ASN.1 DER
public record MemberCertificate(Octets der) {

    /// A certificate of ours takes about 500 bytes.
    public static final int LIMIT_BYTES = 8 * 1024;

    public MemberCertificate {
        if (der.length() > LIMIT_BYTES) {
            throw new SalusException(ErrorCode.TOO_LARGE, "a certificate has at most " + LIMIT_BYTES + " bytes");
        }
        Octets again = encoded(parse(der));
        if (!again.equals(der)) {
            throw new SalusException(ErrorCode.MALFORMED, "bytes follow the certificate");
        }
    }

    public static MemberCertificate of(X509Certificate certificate) {
        return new MemberCertificate(encoded(certificate));
    }

    public X509Certificate x509() {
        return parse(der);
    }

    /// SHA-256 of the certificate, as people compare it.
    public Digest fingerprint() {
        return Digest.sha256(der);
    }

    private static X509Certificate parse(Octets der) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der.toArray()));
        } catch (CertificateException malformed) {
            throw new SalusException(ErrorCode.MALFORMED, "not an X.509 certificate", malformed);
        }
    }

    private static Octets encoded(X509Certificate certificate) {
        try {
            return Octets.wrap(certificate.getEncoded());
        } catch (CertificateEncodingException malformed) {
            throw new SalusException(ErrorCode.MALFORMED, "the certificate cannot be encoded", malformed);
        }
    }
}
