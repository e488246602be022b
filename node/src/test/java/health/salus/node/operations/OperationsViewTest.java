package health.salus.node.operations;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.client.api.Operations;
import health.salus.contracts.governance.Change;
import health.salus.contracts.governance.GovernanceCommand;
import health.salus.contracts.governance.ProposalId;
import health.salus.contracts.governance.Proposals;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.kernel.MemberId;
import health.salus.kernel.PrincipalId;
import health.salus.node.FourMembers;
import health.salus.node.NodeRuntime;
import health.salus.node.report.ReportBook;
import health.salus.testkit.consensus.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an operator of one of four members sees: that all is well, and that one is gone while a vote is open.
class OperationsViewTest {

    private static final int AWAY = 3;

    private FourMembers four;
    private NodeRuntime north;
    private OperationsView view;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        four = new FourMembers(directory);
        north = four.node(0);
        view = new OperationsView(north, ReportBook.of(north), Instant::now);
    }

    @AfterEach
    void close() {
        four.close();
    }

    @Test
    void showsWhoHasSignedAndWhoseVoteIsMissing() {
        register("first");
        Await.until(
                () -> view.look().signatures().ed25519() == 4, () -> view.look().toString());
        Operations well = view.look();
        assertThat(well.node().phase()).isEqualTo("active");
        assertThat(well.signatures().mlDsa44()).isEqualTo(4);
        assertThat(well.members()).allSatisfy(member -> {
            assertThat(member.signedFinal()).isTrue();
            assertThat(member.behind()).isZero();
        });
        assertThat(well.members()).filteredOn(Operations.Member::self).hasSize(1);
        assertThat(well.disagreements()).isEmpty();
        assertThat(well.proposals()).isEmpty();
        assertThat(well.volume().freeBytes())
                .isPositive()
                .isLessThanOrEqualTo(well.volume().totalBytes());

        four.stop(AWAY);
        register("second");
        propose("remove-west");
        Await.until(() -> !view.look().proposals().isEmpty(), () -> view.look().toString());
        Operations without = view.look();
        assertThat(without.signatures().ed25519()).isEqualTo(3);
        assertThat(without.node().finalSize()).isEqualTo(without.node().logSize());
        assertThat(without.members())
                .filteredOn(member -> member.behind() > 0)
                .extracting(Operations.Member::member)
                .containsExactly(new MemberId("west"));
        assertThat(without.proposals()).singleElement().satisfies(open -> {
            assertThat(open.approving()).isEqualTo(1);
            assertThat(open.total()).isEqualTo(4);
            assertThat(open.waiting())
                    .containsExactlyInAnyOrder(new MemberId("east"), new MemberId("south"), new MemberId("west"));
            assertThat(open.changes()).containsExactly("remove member west");
        });
    }

    private void register(String name) {
        four.register(0, new PrincipalId(name), PrincipalKind.STAFF, List.of());
    }

    private void propose(String id) {
        GovernanceCommand.Propose propose = new GovernanceCommand.Propose(
                new ProposalId(id),
                List.of(new Change.RemoveMember(new MemberId("west"))),
                0,
                Instant.now().plus(Duration.ofDays(1)),
                Optional.empty());
        north.network()
                .decide(north.network().signAsMember(List.of(GovernanceCommand.FORMAT.encode(propose))))
                .orThrow();
        assertThat(Proposals.of(north.network().state()).find(new ProposalId(id)))
                .isPresent();
    }
}
