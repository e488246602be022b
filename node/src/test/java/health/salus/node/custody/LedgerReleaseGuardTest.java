package health.salus.node.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.records.Segments;
import health.salus.contracts.records.TypeGroup;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.Locality;
import health.salus.node.NodeRuntime;
import health.salus.node.config.NodeConfigFile;
import health.salus.node.setup.LocalNetwork;
import health.salus.node.setup.MemberSetup;
import health.salus.platform.identity.Requester;
import health.salus.platform.network.Author;
import health.salus.platform.records.RecordChange;
import health.salus.platform.records.Submission;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a custodian finds out on its own, on a real ledger: whoever asks, and whatever the reader claims.
class LedgerReleaseGuardTest {

    private static final MemberId MEMBER = new MemberId("north");
    private static final OrganisationId NORTH = new OrganisationId("north-hospital");
    private static final Author DOCTOR =
            new Author(new PrincipalId("doctor.north"), "https://north.example", Digest.ZERO);
    private static final SubjectId SUBJECT = new SubjectId("00112233445566778899aabbccddeeff");
    private static final SubjectId OTHER = new SubjectId("ffeeddccbbaa99887766554433221100");

    @TempDir
    Path home;

    private NodeRuntime node;
    private SessionId session;
    private SegmentId segment;

    @BeforeEach
    void start() {
        LocalNetwork.Member member =
                new LocalNetwork.Member(MEMBER.value(), new MemberSetup.Addresses("127.0.0.1", 0, 0, 1));
        node = NodeRuntime.start(NodeConfigFile.read(LocalNetwork.create(home, new NetworkId("test"), List.of(member))
                .getFirst()));
        IdentityCommand doctor =
                new IdentityCommand.RegisterPrincipal(DOCTOR.actor(), PrincipalKind.PRACTITIONER, NORTH, List.of());
        node.network()
                .decide(node.network().signAsMember(List.of(IdentityCommand.FORMAT.encode(doctor))))
                .orThrow();
        segment = write(SUBJECT);
        session = node.sessions()
                .require(new Requester(DOCTOR, NORTH, PurposeOfUse.TREAT), SUBJECT)
                .id();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void letsGoWhatTheSessionCovers() {
        assertThatCode(() -> guard(Duration.ZERO).check(MEMBER, Optional.of(session), List.of(segment)))
                .doesNotThrowAnyException();
    }

    /// The ledger may stand still while this member's clock does not.
    @Test
    void theCustodiansOwnClockEndsTheSession() {
        assertRefused(Duration.ofDays(1), MEMBER, Optional.of(session), segment, ErrorCode.SESSION_EXPIRED);
    }

    @Test
    void refusesOthersUnknownSessionsAndNone() {
        MemberId south = new MemberId("south");
        assertRefused(Duration.ZERO, south, Optional.of(session), segment, ErrorCode.NOT_AUTHORISED);
        SessionId made = new SessionId("made-up");
        assertRefused(Duration.ZERO, MEMBER, Optional.of(made), segment, ErrorCode.UNKNOWN_SESSION);
        assertRefused(Duration.ZERO, MEMBER, Optional.empty(), segment, ErrorCode.NOT_COVERED_BY_SESSION);
    }

    @Test
    void refusesWhatWasWrittenLaterOrIsAboutSomebodyElse() {
        SegmentId later = write(SUBJECT);
        assertRefused(Duration.ZERO, MEMBER, Optional.of(session), later, ErrorCode.NOT_COVERED_BY_SESSION);
        SegmentId others = write(OTHER);
        assertRefused(Duration.ZERO, MEMBER, Optional.of(session), others, ErrorCode.NOT_COVERED_BY_SESSION);
        SegmentId unheard = new SegmentId("unheard-of");
        assertRefused(Duration.ZERO, MEMBER, Optional.of(session), unheard, ErrorCode.NOT_COVERED_BY_SESSION);
    }

    private LedgerReleaseGuard guard(Duration ahead) {
        return new LedgerReleaseGuard(node.network(), () -> Instant.now().plus(ahead));
    }

    private void assertRefused(
            Duration ahead, MemberId reader, Optional<SessionId> under, SegmentId wanted, ErrorCode code) {
        assertThatThrownBy(() -> guard(ahead).check(reader, under, List.of(wanted)))
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private SegmentId write(SubjectId subject) {
        Segments segments = Segments.of(node.network().state());
        long before = segments.count(subject);
        String id = Locality.of(subject).hex() + "-" + "%032x".formatted(before);
        node.writer()
                .write(new Submission(
                        DOCTOR,
                        NORTH,
                        List.of(new RecordChange.Put(
                                "Observation",
                                id,
                                1,
                                Optional.of(subject),
                                TypeGroup.OBSERVATIONS,
                                List.of(),
                                Octets.utf8("{\"resourceType\":\"Observation\",\"id\":\"" + id + "\"}"))),
                        before == 0 ? List.of(subject) : List.of(),
                        List.of(),
                        Optional.empty()));
        return Segments.of(node.network().state())
                .of(subject, before, 1)
                .getFirst()
                .segment();
    }
}
