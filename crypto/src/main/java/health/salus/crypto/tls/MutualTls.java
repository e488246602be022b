package health.salus.crypto.tls;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;

/// TLS 1.3 between members: each side shows its certificate, and each trusts exactly the certificates that it was
/// given. Certificate authorities, chains and host names have no say.
public final class MutualTls {

    private static final String PROTOCOL = "TLSv1.3";

    private final TlsIdentity own;
    private final SSLContext context;
    private final TrustedCertificates trusted;

    public MutualTls(TlsIdentity own, TrustedCertificates trusted) {
        this.own = own;
        this.trusted = trusted;
        try {
            char[] noPassword = new char[0];
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("member", own.privateKey(), noPassword, new Certificate[] {own.x509()});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, noPassword);
            context = SSLContext.getInstance(PROTOCOL);
            context.init(keys.getKeyManagers(), new TrustManager[] {new PinnedTrustManager(trusted)}, null);
        } catch (GeneralSecurityException | java.io.IOException broken) {
            throw new SalusException(ErrorCode.INTERNAL, "setting up TLS failed", broken);
        }
    }

    /// For calls to one member: nobody else's certificate is trusted, whoever answers at that member's address.
    public MutualTls towards(MemberId peer) {
        return new MutualTls(own, certificate -> trusted.memberOf(certificate).filter(peer::equals));
    }

    /// For sockets and engines of either side. Apply [#parameters()] as well.
    public SSLContext context() {
        return context;
    }

    /// Only TLS 1.3, and a server that insists on the client's certificate.
    public SSLParameters parameters() {
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(new String[] {PROTOCOL});
        parameters.setNeedClientAuth(true);
        return parameters;
    }

    /// Who is at the other end, if that member is still trusted: a session may outlive a membership.
    public Optional<MemberId> peer(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? trusted.memberOf(MemberCertificate.of(certificate))
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException _) {
            return Optional.empty();
        }
    }
}
