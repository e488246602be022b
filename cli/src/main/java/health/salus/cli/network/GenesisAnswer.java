package health.salus.cli.network;

import health.salus.cli.shell.Table;
import health.salus.crypto.CoseSign1;
import health.salus.kernel.Digest;
import health.salus.kernel.KeyId;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.proof.membership.Genesis;
import health.salus.proof.membership.PublicCard;
import health.salus.proof.membership.SignedGenesis;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What a genesis file holds.
///
/// @param digest to compare with the other members
/// @param complete whether all members have signed
record GenesisAnswer(
        String file, NetworkId network, Instant time, Digest digest, boolean complete, List<Member> members) {

    /// @param card the digest of the member's card
    record Member(
            MemberId member,
            String name,
            long weight,
            KeyId memberKey,
            KeyId checkpointKey,
            Digest card,
            boolean signed) {}

    static GenesisAnswer of(Path file, SignedGenesis signed) {
        Genesis genesis = Genesis.decode(signed.genesis());
        List<Member> members = genesis.members().stream()
                .map(card -> new Member(
                        card.member(),
                        card.displayName(),
                        card.weight(),
                        card.memberVerificationKey().id(),
                        card.checkpointKeys().ed25519().id(),
                        Digest.sha256(card.encode()),
                        hasSigned(signed, card)))
                .toList();
        return new GenesisAnswer(
                file.toString(),
                genesis.network(),
                genesis.time(),
                genesis.digest(),
                members.stream().allMatch(Member::signed),
                members);
    }

    private static boolean hasSigned(SignedGenesis signed, PublicCard card) {
        return signed.signatures().stream()
                .map(CoseSign1::parse)
                .anyMatch(signature ->
                        signature.payload().equals(signed.genesis()) && signature.verify(card.memberVerificationKey()));
    }

    List<String> words() {
        List<String> lines = new ArrayList<>();
        lines.add("network " + network + ", begins " + time);
        lines.add("digest " + digest.hex());
        Table table = new Table();
        for (Member member : members) {
            table.row(
                    "  " + member.member(),
                    member.name(),
                    "weight " + member.weight(),
                    "key " + member.memberKey(),
                    member.signed() ? "signed" : "not signed yet");
        }
        lines.addAll(table.lines());
        lines.add(complete ? "complete: all members have signed" : "not complete: every member has to sign");
        return lines;
    }

    String state() {
        long missing = members.stream().filter(member -> !member.signed()).count();
        return missing == 0 ? "all members have signed" : missing + " members have not signed yet";
    }
}
