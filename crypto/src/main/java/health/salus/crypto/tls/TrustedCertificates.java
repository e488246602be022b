package health.salus.crypto.tls;

import health.salus.kernel.MemberId;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whose certificate is trusted. Asked anew at each handshake, so that a member can be added or removed while the
/// node runs.
@FunctionalInterface
public interface TrustedCertificates {

    /// The member that has exactly this certificate, if it is trusted now.
    Optional<MemberId> memberOf(MemberCertificate certificate);

    /// A set that does not change.
    static TrustedCertificates of(Map<MemberId, MemberCertificate> members) {
        Map<MemberCertificate, MemberId> byCertificate = members.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));
        return certificate -> Optional.ofNullable(byCertificate.get(certificate));
    }
}
