package health.salus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.cli.testing.Typist;
import health.salus.client.api.ApiJson;
import health.salus.client.api.Proposal;
import health.salus.client.api.ProposalPage;
import health.salus.client.command.Change;
import health.salus.client.command.GovernanceCommand;
import health.salus.client.rule.RuleFile;
import health.salus.client.testing.ScriptedLedger;
import health.salus.client.testing.ScriptedNode;
import health.salus.client.testing.ScriptedNode.Reply;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Proposals and votes, as they are typed.
class VotingCommandsTest {

    private static final GovernanceCommand.Propose PROPOSAL = new GovernanceCommand.Propose(
            "remove-west",
            List.of(new Change.RemoveMember(new MemberId("west"))),
            0,
            Instant.parse("2030-01-01T00:00:00Z"),
            Optional.empty());

    private final ScriptedNode node = new ScriptedNode();
    private final ScriptedLedger ledger = new ScriptedLedger().at(node);

    @TempDir
    Path home;

    private Typist typist = new Typist(Path.of("."));

    @BeforeEach
    void script() {
        typist = new Typist(home).asService(node, ledger);
        node.on(
                "GET",
                "/api/status",
                Reply.json("{\"apiVersion\":1,\"software\":\"0.1\",\"network\":\""
                        + ledger.anchor().network() + "\",\"member\":\"alpha\",\"engine\":\"solo\",\"epoch\":0,"
                        + "\"phase\":\"active\",\"height\":3,\"logSize\":9,\"finalSize\":9,"
                        + "\"time\":\"2030-01-01T00:00:00Z\",\"maxTransactionBytes\":1000}"));
    }

    private void nodeKnows(int version) {
        node.forget("GET", "/api/network");
        node.on(
                "GET",
                "/api/network",
                Reply.json("{\"network\":\"n\",\"memberSet\":\"" + "0".repeat(64) + "\",\"members\":[],\"contracts\":"
                        + "[{\"contract\":\"consent\",\"inForce\":1,\"oldest\":1,\"newest\":" + version + "}]}"));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private static Proposal shown(GovernanceCommand.Propose content) {
        return new Proposal(
                new MemberId("north"),
                content.toCommand().body(),
                List.of(new Proposal.Ballot(new MemberId("north"), true)),
                "open",
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Reply json(Record answer) {
        return Reply.json(new String(ApiJson.write(answer), StandardCharsets.UTF_8));
    }

    @Test
    void rulesThatTheOwnNodeDoesNotHaveAreNotVotedFor() {
        nodeKnows(2);

        Typist.Ended ended = typist.type("network", "propose", "newer", "--contract", "consent=3", "--yes");

        assertThat(ended.code()).isNotZero();
        assertThat(ended.err()).contains("UNSUPPORTED_VERSION").contains("no version 3 of contract consent");
    }

    @Test
    void changesAreProposedTogether() {
        nodeKnows(2);
        Typist.Ended ended = typist.type(
                "network",
                "propose",
                "autumn",
                "--weight",
                "south=2",
                "--remove",
                "west",
                "--limits",
                "PT8H,PT2H,P1D",
                "--contract",
                "consent=2",
                "--yes");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains("proposal autumn, open until ")
                .contains("  give member south the weight 2")
                .contains("  remove member west")
                .contains("  limit sessions to 28800 s, those of emergencies to 7200 s")
                .contains("  put version 2 of contract consent in force")
                .contains("salus network vote autumn --for");
    }

    @Test
    void aRuleIsPutInForceAsItIsInTheFile() throws IOException {
        Path file = Path.of("..", "samples", "rules", "break-glass.json");
        String content =
                RuleFile.read(Octets.utf8(Files.readString(file))).digest().hex();

        Typist.Ended ended = typist.type(
                "network", "propose", "rules", "--rule", file.toString(), "--revoke-rule", "claims.copay", "--yes");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains("  put version 1 of rule access.break-glass in force, content with SHA-256 " + content + "\n")
                .contains("  ask rule claims.copay no more\n");
    }

    @Test
    void aProposalOfNothingIsRefusedBeforeAnythingIsSent() {
        Typist.Ended ended = typist.type("network", "propose", "empty", "--yes");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("nothing is proposed");
        Typist.Ended limits = typist.type("network", "propose", "limits", "--limits", "PT8H,2h,P1D", "--yes");
        assertThat(limits.code()).isEqualTo(2);
        assertThat(limits.err()).contains("no duration: 2h");
    }

    @Test
    void whatAVoteIsAboutIsShownBeforeItIsSigned() {
        node.on("GET", "/api/proposals/remove-west", json(shown(PROPOSAL)));

        Typist.Ended ended = typist.type("network", "vote", "remove-west", "--for", "--yes");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains("  remove member west")
                .contains("vote for proposal remove-west, whose content has SHA-256 "
                        + PROPOSAL.digest().hex());
        assertThat(typist.type("network", "vote", "remove-west", "--yes").err())
                .contains("it is not said how you vote");
    }

    @Test
    void aNodeThatShowsAnotherProposalIsNotBelieved() {
        node.on("GET", "/api/proposals/keep-west", json(shown(PROPOSAL)));

        Typist.Ended ended = typist.type("network", "vote", "keep-west", "--for", "--yes");

        assertThat(ended.code()).isNotZero();
        assertThat(ended.err()).contains("NOT_PROVEN").contains("another proposal than keep-west");
        node.on(
                "GET",
                "/api/proposals/vote",
                json(new Proposal(
                        new MemberId("north"),
                        new GovernanceCommand.Withdraw("vote").toCommand().body(),
                        List.of(),
                        "open",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())));
        assertThat(typist.type("network", "vote", "vote", "--for", "--yes").err())
                .contains("the command is no proposal");
    }

    @Test
    void proposalsAreListedWithTheirVotes() {
        node.on("GET", "/api/proposals", json(new ProposalPage(List.of(shown(PROPOSAL)), Optional.empty())));

        Typist.Ended ended = typist.type("network", "proposals");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains("proposal remove-west")
                .contains("  proposed by north")
                .contains("  north votes for it")
                .contains("  open");
    }

    @Test
    void anApplicationIsSignedAndReadForOneNetworkOnly() throws IOException {
        Path hill = home.resolve("hill");
        assertThat(typist.type("member", "init", hill.toString(), "--member", "hill", "--name", "Hill Clinic")
                        .code())
                .isZero();
        Path application = home.resolve("hill.application");
        String network = ledger.anchor().network().value();
        Typist.Ended applied =
                typist.type("member", "apply", hill.toString(), "--network", network, "--out", application.toString());
        assertThat(applied.code()).as(applied.err()).isZero();

        Typist.Ended proposed = typist.type("network", "propose", "hill", "--admit", application.toString(), "--yes");
        assertThat(proposed.code()).as(proposed.err()).isZero();
        assertThat(proposed.out()).contains("admit member hill of organisation hill, named \"Hill Clinic\", weight 1");

        typist.type("member", "apply", hill.toString(), "--network", "another", "--out", application.toString());
        Typist.Ended wrong = typist.type("network", "propose", "hill", "--admit", application.toString(), "--yes");
        assertThat(wrong.err()).contains("WRONG_NETWORK");
        Files.write(application, Octets.utf8("no application").toArray());
        assertThat(typist.type("network", "propose", "hill", "--admit", application.toString(), "--yes")
                        .code())
                .isNotZero();
    }
}
