package health.salus.node.commands;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.client.command.Change;
import health.salus.client.command.GovernanceCommand;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.proof.membership.MembershipApplication;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What members sign about their network has the bytes that the contract reads.
class ClientGovernanceTest {

    private static final MemberId NORTH = new MemberId("north");
    private static final MembershipApplication CARD = new MembershipApplication(Octets.utf8("signed"));
    private static final Instant EXPIRES = Instant.parse("2030-01-01T00:00:00Z");
    private static final Digest RATIONALE = Digest.sha256(Octets.utf8("minutes"));

    private static final List<Change> CHANGES = List.of(
            new Change.AdmitMember(CARD),
            new Change.RemoveMember(NORTH),
            new Change.SetWeight(NORTH, 3),
            new Change.ReplaceCard(CARD),
            new Change.SetLimits(new Change.Limits(3600, 600, 0)),
            new Change.SetContractVersion("consent", 2),
            new Change.AddCustodians(
                    new Change.Custodians(new CustodianSetId("all"), List.of(NORTH, new MemberId("south")))),
            new Change.SupersedeCustodians(
                    new CustodianSetId("all"), new Change.Custodians(new CustodianSetId("next"), List.of(NORTH))),
            new Change.Rehost(new OrganisationId("clinic"), NORTH),
            new Change.EnactRule("access.break-glass", 3, RATIONALE),
            new Change.RevokeRule("access.break-glass"));

    static Stream<GovernanceCommand> commands() {
        return Stream.of(
                new GovernanceCommand.Propose("all", CHANGES, 7, EXPIRES, Optional.of(RATIONALE)),
                new GovernanceCommand.Propose("one", CHANGES.subList(1, 2), 0, EXPIRES, Optional.empty()),
                new GovernanceCommand.Vote("all", RATIONALE, true),
                new GovernanceCommand.Withdraw("all"),
                new GovernanceCommand.Tick());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theContractReadsWhatTheClientWrites(GovernanceCommand command) {
        var decoded = health.salus.contracts.governance.GovernanceCommand.FORMAT.decode(command.toCommand());

        assertThat(decoded.getClass().getSimpleName())
                .isEqualTo(command.getClass().getSimpleName());
        assertThat(health.salus.contracts.governance.GovernanceCommand.FORMAT.encode(decoded))
                .isEqualTo(command.toCommand());
    }

    @Test
    void aVoteNamesTheSameContentOnBothSides() {
        GovernanceCommand.Propose proposal =
                new GovernanceCommand.Propose("all", CHANGES, 7, EXPIRES, Optional.of(RATIONALE));
        var decoded = (health.salus.contracts.governance.GovernanceCommand.Propose)
                health.salus.contracts.governance.GovernanceCommand.FORMAT.decode(proposal.toCommand());

        assertThat(proposal.digest()).isEqualTo(decoded.digest());
        assertThat(GovernanceCommand.Propose.decode(proposal.toCommand().body()))
                .isEqualTo(proposal);
    }

    @Test
    void everyCommandAndChangeOfTheContractIsAmongThem() {
        assertThat(commands().map(each -> each.getClass().getSimpleName()).distinct())
                .containsExactlyInAnyOrderElementsOf(names(health.salus.contracts.governance.GovernanceCommand.class));
        assertThat(CHANGES.stream().map(each -> each.getClass().getSimpleName()))
                .containsExactlyInAnyOrderElementsOf(names(health.salus.contracts.governance.Change.class));
    }

    private static List<String> names(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList();
    }
}
