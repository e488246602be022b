package health.salus.consensus.hashgraph;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.security.auth.x500.X500Principal;

/// A member's self-signed certificate, by which its engine is known to the others.
record HashgraphCertificate(X509Certificate certificate) {

    /// Parses and checks that the certificate is signed by the key that it holds.
    static HashgraphCertificate of(Octets der) {
        try {
            X509Certificate parsed = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der.toArray()));
            parsed.verify(parsed.getPublicKey());
            return new HashgraphCertificate(parsed);
        } catch (GeneralSecurityException unusable) {
            throw new SalusException(
                    ErrorCode.MALFORMED, "a member's gossip certificate is not a self-signed X.509 one", unusable);
        }
    }

    static X500Principal name(MemberId member) {
        // A member id has no character that a distinguished name would need to escape (RFC 4514 section 2.4).
        return new X500Principal("CN=" + member.value());
    }

    void requireName(MemberId member) {
        if (!certificate.getSubjectX500Principal().equals(name(member))) {
            throw new SalusException(
                    ErrorCode.CONFIGURATION,
                    "the gossip certificate of member " + member + " is in the name of "
                            + certificate.getSubjectX500Principal());
        }
    }
}
