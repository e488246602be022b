package health.salus.node;

import health.salus.crypto.tls.MemberCertificate;
import health.salus.crypto.tls.TrustedCertificates;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.membership.Genesis;
import health.salus.proof.membership.MemberKeys;
import health.salus.proof.membership.PublicCard;
import health.salus.proof.membership.SignedGenesis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The network as its signed genesis has it, and which of its members this node is.
///
/// @param card this member's own
record Membership(Genesis genesis, PublicCard card) {

    static Membership read(Path file, MemberKeys keys) {
        try {
            Genesis genesis =
                    SignedGenesis.decode(Octets.wrap(Files.readAllBytes(file))).verify();
            return new Membership(genesis, own(genesis, keys));
        } catch (IOException unreadable) {
            throw new SalusException(
                    ErrorCode.CONFIGURATION,
                    "genesis: " + file + " cannot be read; make one with salus network create",
                    unreadable);
        }
    }

    private static PublicCard own(Genesis genesis, MemberKeys keys) {
        return genesis.members().stream()
                .filter(card ->
                        card.memberVerificationKey().equals(keys.member().verificationKey()))
                .findFirst()
                .orElseThrow(() -> new SalusException(
                        ErrorCode.CONFIGURATION, "keys: none of the genesis's members has the key in this directory"));
    }

    MemberId self() {
        return card.member();
    }

    List<PublicCard> others() {
        return genesis.members().stream()
                .filter(other -> !other.member().equals(self()))
                .toList();
    }

    /// The certificates that members present, and no others.
    TrustedCertificates trusted() {
        Map<MemberId, MemberCertificate> certificates = genesis.members().stream()
                .collect(Collectors.toMap(PublicCard::member, each -> new MemberCertificate(each.tlsCertificate())));
        return TrustedCertificates.of(certificates);
    }
}
