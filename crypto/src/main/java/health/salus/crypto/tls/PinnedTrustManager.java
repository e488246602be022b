package health.salus.crypto.tls;

import health.salus.kernel.SalusException;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Trusts a peer whose own certificate is among the given ones, byte for byte, and no other. The extended form
/// keeps the Java runtime from adding a check of host names, which say nothing here.
final class PinnedTrustManager extends X509ExtendedTrustManager {

    private final TrustedCertificates trusted;

    PinnedTrustManager(TrustedCertificates trusted) {
        this.trusted = trusted;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (chain.length != 1) {
            throw new CertificateException("a member shows its own certificate and no other");
        }
        chain[0].checkValidity();
        MemberCertificate shown;
        try {
            shown = MemberCertificate.of(chain[0]);
        } catch (SalusException unusable) {
            throw new CertificateException(unusable.detail(), unusable);
        }
        if (trusted.memberOf(shown).isEmpty()) {
            throw new CertificateException(
                    "no member has the certificate " + shown.fingerprint().hex());
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    /// None: a list would only tell strangers who is in the network.
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
