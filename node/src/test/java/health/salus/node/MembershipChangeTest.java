package health.salus.node;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.consensus.ConsensusPhase;
import health.salus.contracts.governance.Change;
import health.salus.contracts.governance.GovernanceCommand;
import health.salus.contracts.governance.Proposals;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.node.config.NodeConfigFile;
import health.salus.node.setup.GossipKeysCommand;
import health.salus.node.setup.LocalNetwork;
import health.salus.node.setup.MemberSetup;
import health.salus.platform.network.Decision;
import health.salus.proof.CosignatureRequirement;
import health.salus.proof.membership.HomeMaker;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.membership.MemberKeys;
import health.salus.proof.membership.MembershipApplication;
import health.salus.proof.membership.NodeAddresses;
import health.salus.proof.membership.PublicCard;
import health.salus.proof.receipt.Receipt;
import health.salus.proof.receipt.ReceiptVerifier;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.receipt.Verdict;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.testkit.FreePorts;
import health.salus.testkit.consensus.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Members come and go by a vote, and the nodes carry it out themselves.
class MembershipChangeTest {

    private static final NetworkId NETWORK = new NetworkId("four");

    @TempDir
    Path directory;

    private final List<NodeRuntime> nodes = new ArrayList<>();

    @AfterEach
    void close() {
        nodes.forEach(NodeRuntime::close);
    }

    @Test
    void aFifthMemberJoinsFourAndOneLeaves() throws IOException {
        FourMembers four = new FourMembers(directory);
        nodes.addAll(four.nodes());
        Decision before = register(nodes.getFirst(), "early");
        Octets early = await(() -> nodes.getFirst().network().receipt(before.transactionId()));

        Applicant applicant = applicant("hill", four.home(0));
        NodeRuntime hill = join(applicant);
        Votes.accept(four.nodes(), "admit-hill", admission(applicant));
        Votes.awaitEpoch(nodes, 1);
        assertThat(register(hill, "from-the-hill").isAccepted()).isTrue();
        assertThat(hill.network().find(before.transactionId())).contains(before);
        assertThat(hill.cards()).hasSize(5);

        Votes.accept(four.nodes(), "remove-west", new Change.RemoveMember(new MemberId("west")));
        List<NodeRuntime> staying = nodes.stream()
                .filter(node -> !node.self().value().equals("west"))
                .toList();
        Votes.awaitEpoch(staying, 2);
        Decision last = register(hill, "late");
        Octets receipt = await(() -> nodes.getFirst().network().receipt(last.transactionId()));
        proves(receipt, hill);
        proves(early, hill);
        // Who left keeps what it has, and orders nothing any more.
        assertThat(nodes.get(3).network().state()).isNotNull();
        assertThat(nodes.get(3).ledger().status().consensus().phase()).isNotEqualTo(ConsensusPhase.ACTIVE);
    }

    /// To somebody who trusts the members of the genesis, and has the bundle from a member that joined later: signed by
    /// both kinds of keys of whoever held the votes at the time.
    private static void proves(Octets receipt, NodeRuntime from) {
        long size = Receipt.parse(receipt.toUtf8()).note().checkpoint().size();
        Octets bundle = await(() -> from.ledger().receiptBundle(size));
        TrustAnchor genesis =
                TrustAnchor.of(NETWORK, from.genesis().memberSet()).requiring(CosignatureRequirement.BOTH);
        assertThat(ReceiptVerifier.verify(receipt.toUtf8(), bundle.toUtf8(), genesis))
                .isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void aFifthMemberBeginsWithASnapshot() throws IOException {
        FourMembers four = new FourMembers(directory);
        nodes.addAll(four.nodes());
        Decision before = register(nodes.getFirst(), "early");
        Applicant applicant = applicant("hill", four.home(0));
        Votes.accept(four.nodes(), "admit-hill", admission(applicant));
        Votes.awaitEpoch(nodes, 1);
        register(nodes.getFirst(), "later");

        Files.writeString(applicant.configuration(), "\ncatch-up.snapshot-behind = 1\n", StandardOpenOption.APPEND);
        NodeRuntime hill = join(applicant);
        // Nothing was executed: it is there before an engine of its own runs.
        assertThat(hill.network().find(before.transactionId())).contains(before);
        assertThat(Proposals.of(hill.network().state()).epoch().number()).isEqualTo(1);
        Votes.awaitEpoch(nodes, 1);
        assertThat(register(hill, "from-the-hill").isAccepted()).isTrue();
        Decision last = register(nodes.getFirst(), "late");
        await(() -> hill.ledger()
                .block(last.height())
                .filter(block -> block.equals(
                        nodes.getFirst().ledger().block(last.height()).orElseThrow())));
        Octets receipt = await(() -> hill.network().receipt(last.transactionId()));
        assertThat(ReceiptVerifier.verify(
                        receipt.toUtf8(), TrustAnchor.of(NETWORK, hill.ledger().members())))
                .isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void aSoloInstallationBecomesANetworkOfFourWithItsHistory() throws IOException {
        Path configuration = LocalNetwork.create(
                        directory,
                        NETWORK,
                        List.of(new LocalNetwork.Member(
                                "north", new MemberSetup.Addresses("127.0.0.1", 0, FreePorts.one(), 0))))
                .getFirst();
        MemberHome north = new MemberHome(directory.resolve("north"));
        NodeRuntime solo = NodeRuntime.start(NodeConfigFile.read(configuration));
        nodes.add(solo);
        Decision before = register(solo, "early");

        List<Change> changes = new ArrayList<>();
        changes.add(new Change.ReplaceCard(withGossip(north)));
        for (String name : List.of("east", "south", "west")) {
            Applicant applicant = applicant(name, north.directory());
            join(applicant);
            changes.add(admission(applicant));
        }
        Votes.accept(List.of(solo), "four", changes.toArray(Change[]::new));
        Votes.awaitEpoch(nodes, 1);
        for (NodeRuntime node : nodes) {
            assertThat(node.network().find(before.transactionId())).contains(before);
            assertThat(register(node, "of-" + node.self()).isAccepted()).isTrue();
        }
    }

    @Test
    void aMembersKeysAreReplacedAndTheEarlierOnesAreGoodForNothing() throws IOException {
        FourMembers four = new FourMembers(directory);
        nodes.addAll(four.nodes());
        MemberHome west = new MemberHome(four.home(3));
        new HomeMaker(GossipKeysCommand::make, new SystemRandomSource()).makeNext(west, Instant.now());
        MembershipApplication fresh = MembershipApplication.sign(
                NETWORK,
                west.next().readCard(),
                MemberKeys.load(west.next().keys()).member());

        Votes.accept(four.nodes(), "west-keys", new Change.ReplaceCard(fresh));
        Votes.awaitEpoch(nodes.subList(0, 3), 1);
        SignedTransaction stolen = nodes.get(3)
                .network()
                .signAsMember(List.of(GovernanceCommand.FORMAT.encode(new GovernanceCommand.Tick())));
        assertThat(nodes.getFirst().ledger().rejection(stolen))
                .as("what is signed with the earlier key")
                .isPresent();

        four.stop(3);
        if (Files.exists(west.next().card())) {
            // The others were gone before this node had heard of its last block: now it follows them under its new
            // keys.
            west.takeNext(west.keys());
        }
        four.restart(3);
        nodes.set(3, four.node(3));
        Votes.awaitEpoch(nodes, 1);
        assertThat(west.next().card()).doesNotExist();
        assertThat(register(nodes.get(3), "under-new-keys").isAccepted()).isTrue();
        assertThat(nodes.get(3).ledger().status().signedSizes()).containsKey(new MemberId("west"));
    }

    /// Gives a solo member what the engine for several needs.
    private MembershipApplication withGossip(MemberHome home) {
        NodeAddresses.HostAndPort gossip = new NodeAddresses.HostAndPort("127.0.0.1", FreePorts.one());
        PublicCard complete = new HomeMaker(GossipKeysCommand::make, new SystemRandomSource()).addGossip(home, gossip);
        return MembershipApplication.sign(
                NETWORK, complete, MemberKeys.load(home.keys()).member());
    }

    private NodeRuntime join(Applicant applicant) {
        NodeRuntime node = applicant.start();
        nodes.add(node);
        return node;
    }

    private Applicant applicant(String name, Path founder) throws IOException {
        return Applicant.prepare(directory, name, founder, List.of());
    }

    private static Change admission(Applicant applicant) {
        return new Change.AdmitMember(applicant.application());
    }

    private static Decision register(NodeRuntime node, String name) {
        IdentityCommand command = new IdentityCommand.RegisterPrincipal(
                new PrincipalId(name), PrincipalKind.STAFF, node.card().organisation(), List.of());
        return node.network().decide(node.network().signAsMember(List.of(IdentityCommand.FORMAT.encode(command))));
    }

    private static <T> T await(Supplier<Optional<T>> source) {
        Await.until(() -> source.get().isPresent(), () -> "nothing comes");
        return source.get().orElseThrow();
    }
}
