package health.salus.node.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import health.salus.cli.testing.Typist;
import health.salus.client.ClientConfig;
import health.salus.client.Credentials;
import health.salus.client.SalusClient;
import health.salus.contracts.access.AccessCommand;
import health.salus.contracts.access.SessionBasis;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.crypto.CoseSign1;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SessionId;
import health.salus.kernel.SubjectId;
import health.salus.node.replica.GenesisState;
import health.salus.node.web.OpenNode;
import health.salus.platform.network.Decision;
import health.salus.platform.network.Network;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.SignedTransaction;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A rule from its file to the emergencies that it judges, typed by a member's operator, with the vote in between.
class RuleStoryTest {

    private static final Path SAMPLE = Path.of("..", "samples", "rules", "break-glass.json");
    private static final SubjectId SUBJECT = new SubjectId("00112233445566778899aabbccddeeff");

    @TempDir
    Path directory;

    private OpenNode node;
    private Typist operator;
    private PrincipalId doctor;
    private int sessions;

    @BeforeEach
    void open() throws IOException {
        node = OpenNode.start(directory.resolve("home"));
        var genesis = node.server().node().genesis();
        Path trust = Files.writeString(
                directory.resolve("trust"),
                TrustAnchor.of(genesis.network(), GenesisState.memberSet(genesis))
                        .format());
        operator = Typist.inRealTime(directory)
                .with("SALUS_URL", node.address().toString())
                .with("SALUS_AS", "service.north")
                .with(
                        "SALUS_KEY",
                        directory.resolve("home/north/keys/member.pem").toString())
                .with("SALUS_TRUST", trust.toString());
        doctor = node.register("dr.adams", PrincipalKind.PRACTITIONER, OpenNode.NORTH);
        node.decide(new IdentityCommand.EnrolSubject(SUBJECT, Digest.sha256(Octets.utf8("form"))));
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void aRuleIsTriedProposedVotedAndJudges() throws IOException {
        breakGlass(3600).orThrow();
        breakGlass(36000).orThrow();
        JsonNode tried = done("rule", "try", SAMPLE.toString(), "--json").json();
        assertThat(tried.path("asked").asLong()).isEqualTo(2);
        assertThat(tried.path("nowRefused").asLong()).isEqualTo(1);
        assertThat(tried.path("cases")).hasSize(1);
        assertThat(done("rule", "list").out()).as("nothing was proposed").isEmpty();

        String content = done("rule", "propose", SAMPLE.toString(), "--yes", "--json")
                .json()
                .path("content")
                .asText();
        assertThat(done("rule", "list").out()).isEqualTo("access.break-glass  not in force  1 version\n");
        breakGlass(36000).orThrow();
        // The only member's vote is enough; the next block begins with what was voted.
        assertThat(done("network", "propose", "night", "--rule", SAMPLE.toString(), "--yes")
                        .out())
                .contains("put version 1 of rule access.break-glass in force, content with SHA-256 " + content);
        assertThatThrownBy(() -> breakGlass(36000).orThrow())
                .hasMessageContaining("rule access.break-glass version 1 does not permit it");
        breakGlass(3600).orThrow();
        assertThat(done("rule", "list").out()).isEqualTo("access.break-glass  version 1 in force  1 version\n");

        Path copy = directory.resolve("copy.json");
        assertThat(done("rule", "show", "access.break-glass", "--out", copy.toString())
                        .out())
                .contains("content with SHA-256 " + content)
                .contains("proposed by service.north of member north")
                .contains("tested: \"not by day\" gives permit = false for ")
                .contains("in force from block ");
        assertThat(copy).hasSameTextualContentAs(SAMPLE);
        Path looser = Files.writeString(
                copy,
                Files.readString(SAMPLE)
                        .replace("\"version\" : 1", "\"version\" : 2")
                        .replace("seconds <= 3600 ||", "true ||")
                        .replace("\"permit\" : false", "\"permit\" : true"));
        assertThat(done("rule", "try", looser.toString()).out())
                .contains("tried rule access.break-glass version 2 on all blocks from 0 on: 5 commands would")
                .contains("  0 that the rule of the time permitted would be refused\n")
                .contains("  1 that it refused would be permitted\n")
                .contains("command 0: would be permitted\n");
    }

    @Test
    void whatTheMembersWouldNotTakeIsRefused() throws IOException {
        Path wrong = Files.writeString(
                directory.resolve("wrong.json"),
                Files.readString(SAMPLE).replace("\"permit\" : true", "\"permit\" : false"));
        Typist.Ended refused = operator.type("rule", "propose", wrong.toString(), "--yes");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("INVALID_RULE").contains("an hour is everybody's");
        assertThat(operator.type("rule", "show", "access.break-glass").err()).contains("UNKNOWN_RULE");
        Path unasked = Files.writeString(
                directory.resolve("unasked.json"),
                Files.readString(SAMPLE).replace("access.break-glass", "claims.copay"));
        assertThat(operator.type("rule", "try", unasked.toString()).err()).contains("no past to try it on");
    }

    @Test
    void whoIsSignedInReadsRulesAndOnlyAdministratorsTryThem() throws Exception {
        done("rule", "propose", SAMPLE.toString(), "--yes");
        Credentials key = new Credentials.KeyAssertion("dr.adams", node.key(doctor));
        try (SalusClient adams = SalusClient.of(ClientConfig.of(node.address(), key));
                SalusClient anyone = SalusClient.of(ClientConfig.of(node.address(), new Credentials.Anonymous()))) {
            assertThat(adams.rules().list(Optional.empty()).items()).hasSize(1);
            var version = adams.rules().version("access.break-glass", 1);
            assertThat(version.author().value()).isEqualTo("service.north");
            var draft = health.salus.client.rule.RuleDefinition.decode(version.definition());
            assertRefused(() -> adams.rules().rehearse(draft, 0), ErrorCode.NOT_AUTHORISED);
            assertRefused(() -> anyone.rules().list(Optional.empty()), ErrorCode.UNAUTHENTICATED);
            assertRefused(() -> adams.rules().version("access.break-glass", 2), ErrorCode.UNKNOWN_RULE);
        }
        HttpRequest file = HttpRequest.newBuilder(
                        URI.create(node.address() + "/api/rules/access.break-glass/versions/1/file"))
                .header("Authorization", "Bearer " + node.token(doctor))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(file, HttpResponse.BodyHandlers.ofString()).body())
                    .isEqualTo(Files.readString(SAMPLE));
        }
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private Typist.Ended done(String... arguments) {
        Typist.Ended ended = operator.type(arguments);
        assertThat(ended.code()).as(ended.err()).isZero();
        return ended;
    }

    private Decision breakGlass(long seconds) {
        Network network = node.server().node().network();
        AccessCommand.OpenSession open = new AccessCommand.OpenSession(
                new SessionId("emergency-" + sessions++),
                SUBJECT,
                PurposeOfUse.ETREAT,
                seconds,
                new SessionBasis.BreakGlass("ERTREAT"),
                OpenNode.MEMBER);
        Attestation attestation = new Attestation.PrincipalSigned(
                doctor, node.key(doctor).verificationKey().id());
        Octets payload = network.unsigned(attestation, List.of(AccessCommand.FORMAT.encode(open)))
                .encode();
        return network.decide(SignedTransaction.parse(
                CoseSign1.sign(payload, node.key(doctor)).encode()));
    }
}
