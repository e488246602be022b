package health.salus.contracts.governance;

import static health.salus.contracts.stage.Cast.DAWN;
import static health.salus.contracts.stage.Cast.M1;
import static health.salus.contracts.stage.Cast.M2;
import static health.salus.contracts.stage.Cast.M4;
import static health.salus.contracts.stage.Cast.NETWORK;
import static health.salus.contracts.stage.Cast.NODE_1;
import static health.salus.contracts.stage.Cast.NODE_2;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.identity.Cards;
import health.salus.contracts.identity.CustodianSet;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.KeyRecord;
import health.salus.contracts.identity.Keys;
import health.salus.contracts.identity.NetworkChanges;
import health.salus.contracts.identity.NetworkLimits;
import health.salus.contracts.stage.Cast;
import health.salus.contracts.stage.Stage;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.ledger.block.MemberSetState;
import health.salus.ledger.execution.ContractVersions;
import health.salus.proof.MemberSet;
import health.salus.proof.membership.MembershipApplication;
import health.salus.proof.membership.PublicCard;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GovernanceTest {

    private static final PrincipalId NODE_3 = new PrincipalId("node-3");
    private static final PrincipalId NODE_4 = new PrincipalId("node-4");
    private static final MemberId M5 = new MemberId("m5");
    private static final NetworkLimits SHORTER = new NetworkLimits(3600, 600, 0);

    private final Stage stage = new Stage();

    @Test
    void carriesOutWhatMoreThanTwoThirdsApproveAtTheNextBlock() {
        GovernanceCommand.Propose limits = propose("limits", 0, new Change.SetLimits(SHORTER));
        stage.accepts(NODE_1, limits);
        stage.accepts(NODE_2, approve(limits));
        assertThat(state("limits")).isEqualTo(new ProposalState.Open());
        stage.accepts(NODE_3, approve(limits));
        assertThat(state("limits")).isEqualTo(new ProposalState.Accepted(stage.height() + 1));
        assertThat(limits()).isEqualTo(NetworkLimits.DEFAULT);
        stage.beginBlock();
        assertThat(limits()).isEqualTo(SHORTER);
        assertThat(state("limits")).isEqualTo(new ProposalState.Enacted(stage.height()));
        assertThat(Proposals.of(stage.state()).nextDue()).isEmpty();
        assertThat(Proposals.of(stage.state()).epoch()).isEqualTo(Epoch.FIRST);
    }

    @Test
    void waitsForTheHeightThatWasVoted() {
        long height = stage.height() + 3;
        agree(propose("limits", height, new Change.SetLimits(SHORTER)));
        assertThat(Proposals.of(stage.state()).nextDue()).contains(height);
        stage.beginBlock();
        stage.beginBlock();
        assertThat(limits()).isEqualTo(NetworkLimits.DEFAULT);
        stage.beginBlock();
        assertThat(limits()).isEqualTo(SHORTER);
    }

    @Test
    void admitsAMemberThatSignedItsCard() {
        agree(propose("admit", 0, admit(M5)));
        stage.beginBlock();
        assertThat(Directory.of(stage.state()).network().members()).contains(M5).hasSize(5);
        assertThat(MemberSet.decode(stage.state().get(MemberSetState.KEY).orElseThrow())
                        .entry(M5))
                .isPresent();
        assertThat(Proposals.of(stage.state()).epoch()).isEqualTo(new Epoch(1, stage.height()));
        PrincipalId service = NetworkChanges.serviceOf(M5);
        assertThat(Keys.of(stage.state()).inForce(service, stage.time())).hasSize(1);
        GovernanceCommand.Propose next = propose("next", 0, new Change.SetWeight(M1, 2));
        stage.accepts(service, next);
        assertThat(Proposals.of(stage.state())
                        .find(next.proposal())
                        .orElseThrow()
                        .voteOf(M5))
                .contains(true);
    }

    @Test
    void endsTheKeysOfAMemberThatIsRemoved() {
        agree(propose("remove", 0, new Change.RemoveMember(M4)));
        stage.beginBlock();
        assertThat(Directory.of(stage.state()).network().members()).doesNotContain(M4);
        assertThat(Cards.of(stage.state()).all()).hasSize(3);
        assertThat(Keys.of(stage.state()).all(NODE_4)).allMatch(key -> key.isRevoked(stage.time()));
        assertThat(Directory.of(stage.state()).member(M4))
                .as("what it signed stays signed")
                .isPresent();
        stage.refuses(NODE_4, propose("revenge", 0, new Change.RemoveMember(M1)), ErrorCode.NOT_AUTHORISED);
    }

    @Test
    void letsAMemberComeBackWithOtherKeysOnly() {
        agree(propose("admit", 0, admit(M5)));
        stage.beginBlock();
        agree(propose("remove", 0, new Change.RemoveMember(M5)));
        stage.accepts(NODE_4, approve(content("remove")));
        stage.beginBlock();
        stage.refuses(NODE_1, propose("again", 0, admit(M5)), ErrorCode.ALREADY_EXISTS);
        agree(propose("fresh", 0, admit(M5, "fresh")));
        stage.beginBlock();
        assertThat(Directory.of(stage.state()).network().members()).contains(M5);
        assertThat(Keys.of(stage.state()).inForce(NetworkChanges.serviceOf(M5), stage.time()))
                .extracting(KeyRecord::key)
                .containsExactly(Cast.key("fresh").verificationKey());
    }

    @Test
    void replacesAMembersKeysByACardThatTheyHaveSigned() {
        PublicCard fresh = Cast.card(M2, Cast.HOSPITAL_B, "node-2-fresh");
        MembershipApplication application = MembershipApplication.sign(NETWORK, fresh, Cast.key("node-2-fresh"));
        agree(propose("rotate", 0, new Change.ReplaceCard(application)));
        stage.beginBlock();
        assertThat(Cards.of(stage.state()).find(M2)).contains(fresh);
        assertThat(Keys.of(stage.state()).inForce(NODE_2, stage.time()))
                .extracting(KeyRecord::key)
                .containsExactly(Cast.key("node-2-fresh").verificationKey());
        assertThat(Proposals.of(stage.state()).epoch().number()).isEqualTo(1);
    }

    @Test
    void countsVotesByTheWeightOfThoseWhoAreMembersNow() {
        agree(propose("weight", 0, new Change.SetWeight(M1, 9)));
        stage.beginBlock();
        GovernanceCommand.Propose alone = propose("alone", 0, new Change.SetLimits(SHORTER));
        stage.accepts(NODE_1, alone);
        assertThat(state("alone")).isInstanceOf(ProposalState.Accepted.class);
    }

    @Test
    void rejectsWhatAThirdIsAgainst() {
        GovernanceCommand.Propose limits = propose("limits", 0, new Change.SetLimits(SHORTER));
        stage.accepts(NODE_1, limits);
        stage.accepts(NODE_2, new GovernanceCommand.Vote(limits.proposal(), limits.digest(), false));
        assertThat(state("limits")).isEqualTo(new ProposalState.Open());
        stage.accepts(NODE_3, new GovernanceCommand.Vote(limits.proposal(), limits.digest(), false));
        assertThat(state("limits")).isEqualTo(new ProposalState.Rejected());
        stage.refuses(NODE_4, approve(limits), ErrorCode.ALREADY_DECIDED);
    }

    @Test
    void letsAMemberChangeItsMind() {
        GovernanceCommand.Propose limits = propose("limits", 0, new Change.SetLimits(SHORTER));
        stage.accepts(NODE_1, limits);
        stage.accepts(NODE_2, new GovernanceCommand.Vote(limits.proposal(), limits.digest(), false));
        stage.accepts(NODE_2, approve(limits));
        stage.accepts(NODE_3, approve(limits));
        assertThat(state("limits")).isInstanceOf(ProposalState.Accepted.class);
    }

    @Test
    void saysWhyWhatBecameImpossibleWasNotDone() {
        agree(propose("first", stage.height() + 5, admit(M5)));
        agree(propose("second", stage.height() + 5, admit(M5)));
        for (int i = 0; i < 5; i++) {
            stage.beginBlock();
        }
        assertThat(state("first")).isInstanceOf(ProposalState.Enacted.class);
        assertThat(state("second"))
                .isInstanceOfSatisfying(
                        ProposalState.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo(ErrorCode.ALREADY_EXISTS));
        assertThat(Proposals.of(stage.state()).epoch().number()).isEqualTo(1);
    }

    @Test
    void changesAllOrNothing() {
        GovernanceCommand.Propose both = propose("both", 0, new Change.SetLimits(SHORTER), new Change.RemoveMember(M5));
        stage.refuses(NODE_1, both, ErrorCode.UNKNOWN_MEMBER);
        assertThat(limits()).isEqualTo(NetworkLimits.DEFAULT);
    }

    @Test
    void putsContractVersionsForwardOnly() {
        agree(propose("version", 0, new Change.SetContractVersion("consent", 2)));
        stage.beginBlock();
        assertThat(ContractVersions.of(stage.state()).inForce("consent")).isEqualTo(2);
        stage.refuses(NODE_1, propose("back", 0, new Change.SetContractVersion("consent", 1)), ErrorCode.MALFORMED);
    }

    @Test
    void refusesWhatIsNotAMembersToAsk() {
        GovernanceCommand.Propose limits = propose("limits", 0, new Change.SetLimits(SHORTER));
        stage.refuses(Cast.STAFF_A, limits, ErrorCode.NOT_AUTHORISED);
        stage.refuses(stage.assertedFor(NODE_1), limits, ErrorCode.SIGNATURE_REQUIRED);
        stage.refuses(NODE_1, propose("empty", 0), ErrorCode.MALFORMED);
        stage.refuses(NODE_1, approve(limits), ErrorCode.NOT_FOUND);
        stage.accepts(NODE_1, limits);
        stage.refuses(NODE_1, limits, ErrorCode.ALREADY_EXISTS);
        GovernanceCommand.Propose other = propose("limits", 7, new Change.SetLimits(SHORTER));
        stage.refuses(NODE_2, approve(other), ErrorCode.VERSION_CONFLICT);
        stage.refuses(NODE_2, new GovernanceCommand.Withdraw(limits.proposal()), ErrorCode.NOT_AUTHORISED);
        stage.accepts(NODE_1, new GovernanceCommand.Withdraw(limits.proposal()));
        stage.refuses(NODE_2, approve(limits), ErrorCode.ALREADY_DECIDED);
        GovernanceCommand.Propose late = propose("late", 0, new Change.SetLimits(SHORTER));
        stage.accepts(NODE_1, late);
        stage.pass(Duration.ofDays(31));
        stage.refuses(NODE_2, approve(late), ErrorCode.EXPIRED);
    }

    @Test
    void refusesMembersThatAreOthers() {
        PublicCard card = Cast.card(M5, new OrganisationId("fifth"), "node-5");
        MembershipApplication stolen = MembershipApplication.sign(NETWORK, card, Cast.key("node-4"));
        stage.refuses(NODE_1, propose("stolen", 0, new Change.AdmitMember(stolen)), ErrorCode.BAD_SIGNATURE);
        PublicCard twice = Cast.card(M5, new OrganisationId("fifth"), "node-4");
        MembershipApplication sameKey = MembershipApplication.sign(NETWORK, twice, Cast.key("node-4"));
        stage.refuses(NODE_1, propose("key", 0, new Change.AdmitMember(sameKey)), ErrorCode.ALREADY_EXISTS);
        PublicCard squat = Cast.card(M5, Cast.CLINIC, "node-5");
        MembershipApplication taken = MembershipApplication.sign(NETWORK, squat, Cast.key("node-5"));
        stage.refuses(NODE_1, propose("squat", 0, new Change.AdmitMember(taken)), ErrorCode.ALREADY_EXISTS);
        stage.refuses(
                NODE_1,
                propose("set", 0, new Change.AddCustodians(new CustodianSet(new CustodianSetId("x"), List.of(M5)))),
                ErrorCode.UNKNOWN_MEMBER);
    }

    private static Change admit(MemberId member) {
        return admit(member, "node-5");
    }

    private static Change admit(MemberId member, String key) {
        PublicCard card = Cast.card(member, new OrganisationId("organisation-" + member), key);
        return new Change.AdmitMember(MembershipApplication.sign(NETWORK, card, Cast.key(key)));
    }

    private static GovernanceCommand.Propose propose(String id, long notBefore, Change... changes) {
        return new GovernanceCommand.Propose(
                new ProposalId(id), List.of(changes), notBefore, DAWN.plus(Duration.ofDays(30)), Optional.empty());
    }

    private static GovernanceCommand.Vote approve(GovernanceCommand.Propose proposal) {
        return new GovernanceCommand.Vote(proposal.proposal(), proposal.digest(), true);
    }

    /// Three of the four founding members.
    private void agree(GovernanceCommand.Propose proposal) {
        stage.accepts(NODE_1, proposal);
        stage.accepts(NODE_2, approve(proposal));
        stage.accepts(NODE_3, approve(proposal));
    }

    private GovernanceCommand.Propose content(String id) {
        return Proposals.of(stage.state())
                .find(new ProposalId(id))
                .orElseThrow()
                .content();
    }

    private ProposalState state(String id) {
        return Proposals.of(stage.state())
                .find(new ProposalId(id))
                .orElseThrow()
                .state();
    }

    private NetworkLimits limits() {
        return Directory.of(stage.state()).network().limits();
    }
}
