package health.salus.proof.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.SalusException;
import health.salus.proof.membership.NodeAddresses.HostAndPort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Homes, and the genesis that is put into them.
class HomeMakerTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final HomeMaker maker = new HomeMaker(
            homes -> homes.forEach((home, member) ->
                    MemberHome.write(home.gossipCertificate(), Octets.utf8("engine of " + member.member()))),
            new SystemRandomSource());

    @TempDir
    Path directory;

    @Test
    void aNodeBehindAProxyListensToThisMachineAndToMembersEverywhere() throws IOException {
        MemberHome home = home("north");
        NodeAddresses addresses = NodeAddresses.reachedAt(
                URI.create("https://salus.north.example"),
                HostAndPort.parse("salus.north.example:9080"),
                Optional.of(HostAndPort.parse("salus.north.example:7080")));

        PublicCard card = maker.make(home, member("north", addresses), NOW);

        assertThat(card.peerAddress()).isEqualTo("https://salus.north.example:9080");
        assertThat(card.gossipAddress()).isEqualTo("salus.north.example:7080");
        assertThat(card.gossipCertificate()).isEqualTo(Octets.utf8("engine of north"));
        assertThat(Files.readAllLines(home.configuration()))
                .contains(
                        "http.host = 127.0.0.1",
                        "http.port = 8080",
                        "http.public-url = https://salus.north.example",
                        "peer.host = 0.0.0.0",
                        "consensus.engine = hashgraph",
                        "consensus.gossip-host = 0.0.0.0");
    }

    @Test
    void aNodeReachedOnItsMachineOnlyListensThereOnly() throws IOException {
        MemberHome home = home("north");

        PublicCard card = maker.make(home, member("north", local()), NOW);

        assertThat(card.gossipAddress()).isEmpty();
        assertThat(Files.readAllLines(home.configuration()))
                .contains("http.host = 127.0.0.1", "peer.host = 127.0.0.1", "consensus.engine = solo");
    }

    @Test
    void noHomeIsMadeWhenOneIsThere() {
        maker.make(home("south"), member("south", local()), NOW);

        assertRefused(
                ErrorCode.ALREADY_EXISTS,
                () -> maker.makeAll(
                        Map.of(home("north"), member("north", local()), home("south"), member("south", local())), NOW));

        assertThat(home("north").directory()).doesNotExist();
    }

    @Test
    void aHomeTakesOneGenesisWithItsOwnCard() {
        MemberHome home = home("north");
        PublicCard card = maker.make(home, member("north", local()), NOW);
        MemberHome impostor = home("impostor");
        PublicCard forged = maker.make(impostor, member("north", local()), NOW);
        SignedGenesis mine = genesis("one", card, home);

        assertRefused(ErrorCode.NOT_AUTHORISED, () -> home.install(genesis("one", forged, impostor)));
        assertRefused(
                ErrorCode.BAD_SIGNATURE, () -> home.install(SignedGenesis.unsigned(Genesis.decode(mine.genesis()))));
        home.install(mine);
        home.install(mine);
        assertRefused(ErrorCode.ALREADY_EXISTS, () -> home.install(genesis("two", card, home)));

        assertThat(home.readGenesis()).isEqualTo(mine);
    }

    @Test
    void addressesThatNobodyCouldReachAreRefused() {
        HostAndPort peer = HostAndPort.parse("localhost:9080");
        for (String malformed : List.of("localhost", "localhost:", ":9080", "a b:1", "localhost:70000", "")) {
            assertRefused(ErrorCode.MALFORMED, () -> HostAndPort.parse(malformed));
        }
        for (String malformed : List.of("localhost:8080", "ftp://north", "/north")) {
            assertRefused(
                    ErrorCode.MALFORMED, () -> NodeAddresses.reachedAt(URI.create(malformed), peer, Optional.empty()));
        }
    }

    private static SignedGenesis genesis(String network, PublicCard card, MemberHome signer) {
        Genesis genesis = new Genesis(Genesis.VERSION, new NetworkId(network), NOW, List.of(card));
        return SignedGenesis.unsigned(genesis)
                .sign(MemberKeys.load(signer.keys()).member());
    }

    private MemberHome home(String name) {
        return new MemberHome(directory.resolve(name));
    }

    private static NodeAddresses local() {
        return NodeAddresses.reachedAt(
                URI.create("http://localhost:8080"), HostAndPort.parse("localhost:9080"), Optional.empty());
    }

    private static NewMember member(String name, NodeAddresses addresses) {
        return new NewMember(new MemberId(name), new OrganisationId(name), name + " hospital", 1, addresses);
    }

    private static void assertRefused(ErrorCode code, Runnable action) {
        assertThatExceptionOfType(SalusException.class)
                .isThrownBy(action::run)
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
