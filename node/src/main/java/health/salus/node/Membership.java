package health.salus.node;

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
import java.util.Optional;

/// The network as its signed genesis has it, and which of its members this node is: one of the genesis, or one that
/// joined later, or will.
///
/// @param card this member's own
record Membership(Genesis genesis, PublicCard card) {

    private static final String CARD = "card.cbor";

    static Membership read(Path file, MemberKeys keys) {
        try {
            Genesis genesis =
                    SignedGenesis.decode(Octets.wrap(Files.readAllBytes(file))).verify();
            return new Membership(genesis, own(genesis, file.resolveSibling(CARD), keys));
        } catch (IOException unreadable) {
            throw new SalusException(
                    ErrorCode.CONFIGURATION,
                    "genesis: " + file + " cannot be read; make one with salus network create",
                    unreadable);
        }
    }

    private static PublicCard own(Genesis genesis, Path file, MemberKeys keys) throws IOException {
        Octets key = keys.member().verificationKey().coseKey();
        Optional<PublicCard> founding = genesis.members().stream()
                .filter(card -> card.memberKey().equals(key))
                .findFirst();
        if (founding.isPresent() || !Files.exists(file)) {
            return founding.orElseThrow(() -> new SalusException(
                    ErrorCode.CONFIGURATION, "keys: none of the genesis's members has the key in this directory"));
        }
        PublicCard card = PublicCard.decode(Octets.wrap(Files.readAllBytes(file)));
        if (!card.memberKey().equals(key)) {
            throw new SalusException(ErrorCode.CONFIGURATION, "keys: they are not those of the card in " + file);
        }
        return card;
    }

    MemberId self() {
        return card.member();
    }
}
