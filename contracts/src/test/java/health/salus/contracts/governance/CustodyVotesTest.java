package health.salus.contracts.governance;

import static health.salus.contracts.stage.Cast.DAWN;
import static health.salus.contracts.stage.Cast.M1;
import static health.salus.contracts.stage.Cast.M2;
import static health.salus.contracts.stage.Cast.NODE_1;
import static health.salus.contracts.stage.Cast.NODE_2;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.identity.CustodianSet;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.stage.Cast;
import health.salus.contracts.stage.Stage;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.PrincipalId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Members decide who keeps records, and who runs a node for whom.
class CustodyVotesTest {

    private static final PrincipalId NODE_3 = new PrincipalId("node-3");

    private final Stage stage = new Stage();

    @Test
    void movesAnOrganisationToAnotherHost() {
        agree(propose("rehost", 0, new Change.Rehost(Cast.CLINIC, M2)));
        stage.beginBlock();
        assertThat(Directory.of(stage.state()).hosts(M2, Cast.CLINIC)).isTrue();
        stage.refuses(NODE_1, propose("own", 0, new Change.Rehost(Cast.HOSPITAL_A, M2)), ErrorCode.NOT_AUTHORISED);
    }

    /// A member leaves, and its place among the custodians is another's, with one vote.
    @Test
    void putsOneCustodianSetInThePlaceOfAnother() {
        CustodianSet next = new CustodianSet(new CustodianSetId("next"), List.of(Cast.M3, M2, M1));
        stage.refuses(
                NODE_1,
                propose("both", 0, new Change.SupersedeCustodians(Cast.ALL_FOUR, next.supersededBy(Cast.ALL_FOUR))),
                ErrorCode.ALREADY_EXISTS);
        agree(propose(
                "next", 0, new Change.SupersedeCustodians(Cast.ALL_FOUR, next), new Change.RemoveMember(Cast.M4)));
        stage.beginBlock();
        Directory directory = Directory.of(stage.state());
        assertThat(directory.currentCustodianSet(Cast.ALL_FOUR)).contains(next);
        assertThat(directory.supersededCustodianSets())
                .extracting(CustodianSet::id)
                .containsExactly(Cast.ALL_FOUR);
        stage.refuses(
                NODE_1,
                propose("again", 0, new Change.SupersedeCustodians(Cast.ALL_FOUR, next)),
                ErrorCode.CUSTODIAN_SET_SUPERSEDED);
        CustodianSet left = new CustodianSet(new CustodianSetId("left"), List.of(Cast.M4));
        stage.refuses(
                NODE_1, propose("left", 0, new Change.SupersedeCustodians(next.id(), left)), ErrorCode.UNKNOWN_MEMBER);
    }

    private static GovernanceCommand.Propose propose(String id, long notBefore, Change... changes) {
        return new GovernanceCommand.Propose(
                new ProposalId(id), List.of(changes), notBefore, DAWN.plus(Duration.ofDays(30)), Optional.empty());
    }

    /// Three of the four founding members.
    private void agree(GovernanceCommand.Propose proposal) {
        stage.accepts(NODE_1, proposal);
        GovernanceCommand.Vote approval = new GovernanceCommand.Vote(proposal.proposal(), proposal.digest(), true);
        stage.accepts(NODE_2, approval);
        stage.accepts(NODE_3, approval);
    }
}
