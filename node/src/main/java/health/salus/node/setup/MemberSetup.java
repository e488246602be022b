package health.salus.node.setup;

import health.salus.consensus.hashgraph.HashgraphKeys;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import health.salus.node.keys.GossipKeys;
import health.salus.node.keys.MemberKeys;
import health.salus.proof.membership.Genesis;
import health.salus.proof.membership.PublicCard;
import health.salus.proof.membership.SignedGenesis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// What a member does at home: makes its keys, writes its public card and its configuration, signs a genesis. The
/// directory holds `keys/`, `card.cbor`, `node.properties`, and later `genesis.cbor` and `data/`.
public final class MemberSetup {

    private final Path directory;

    public MemberSetup(Path directory) {
        this.directory = directory;
    }

    /// Who the member is.
    public record Identity(MemberId member, OrganisationId organisation, String displayName, long weight) {}

    /// Where the member's node can be reached.
    ///
    /// @param host under which other members reach it, and to which it binds
    public record Addresses(String host, int httpPort, int peerPort, int gossipPort) {}

    /// Makes the member's keys, its card and its configuration. Never replaces anything.
    public PublicCard init(Identity identity, Addresses addresses, String engine) {
        RandomSource random = new SystemRandomSource();
        MemberKeys keys = MemberKeys.create(directory.resolve("keys"), identity.member(), Instant.now(), random);
        HashgraphKeys gossip = GossipKeys.create(directory.resolve("keys"), identity.member(), random);
        PublicCard card = new PublicCard(
                PublicCard.VERSION,
                identity.member(),
                identity.organisation(),
                identity.displayName(),
                identity.weight(),
                keys.member().verificationKey().coseKey(),
                keys.checkpoint().verificationKey().coseKey(),
                keys.tls().certificate().der(),
                gossip.certificate(),
                "https://" + addresses.host() + ":" + addresses.peerPort(),
                addresses.host() + ":" + addresses.gossipPort());
        write(directory.resolve("card.cbor"), card.encode().toArray());
        write(
                directory.resolve("node.properties"),
                configuration(addresses, engine).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return card;
    }

    /// Adds this member's signature to a genesis that it has looked at.
    public SignedGenesis sign(SignedGenesis genesis) {
        return genesis.sign(MemberKeys.load(directory.resolve("keys")).member());
    }

    public void install(SignedGenesis genesis) {
        genesis.verify();
        write(directory.resolve("genesis.cbor"), genesis.encode().toArray());
    }

    public Path configurationFile() {
        return directory.resolve("node.properties");
    }

    /// A genesis of these members, not yet signed.
    public static SignedGenesis propose(health.salus.kernel.NetworkId network, List<PublicCard> cards, Instant time) {
        return SignedGenesis.unsigned(new Genesis(Genesis.VERSION, network, time, cards));
    }

    private static String configuration(Addresses addresses, String engine) {
        return String.join(
                System.lineSeparator(),
                "# A Salus node. docs/operating/run.md explains each key.",
                "data = data",
                "keys = keys",
                "genesis = genesis.cbor",
                "http.host = " + addresses.host(),
                "http.port = " + addresses.httpPort(),
                "http.public-url = http://localhost:" + addresses.httpPort(),
                "peer.host = " + addresses.host(),
                "peer.port = " + addresses.peerPort(),
                "consensus.engine = " + engine,
                "consensus.gossip-host = " + addresses.host(),
                "consensus.gossip-port = " + addresses.gossipPort(),
                "");
    }

    private static void write(Path file, byte[] content) {
        try {
            if (Files.exists(file)) {
                throw new SalusException(ErrorCode.ALREADY_EXISTS, file + " is there already");
            }
            Files.write(file, content);
        } catch (IOException failed) {
            throw new SalusException(ErrorCode.STORAGE_FAILED, file + " cannot be written", failed);
        }
    }
}
