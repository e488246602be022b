package health.salus.node.portal;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.kernel.ErrorCode;
import health.salus.portal.Caller;
import health.salus.portal.PatientRecord;
import health.salus.portal.PatientRecord.Query;
import health.salus.portal.PatientRecord.Reading;
import health.salus.portal.PurposeOfUse;
import health.salus.portal.Sharing;
import health.salus.portal.Sharing.PermitRequest;
import health.salus.portal.Signing;
import health.salus.portal.Signing.Draft;
import health.salus.portal.Signing.Preparation;
import health.salus.portal.Signing.Submission;
import health.salus.portal.SigningKeys;
import health.salus.portal.SigningKeys.Enrolment;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// One node for the tests of a class, each with patients of its own, and the steps that many of them take.
@TestInstance(Lifecycle.PER_CLASS)
abstract class PortTest {

    PortalNode node;

    @BeforeAll
    void open(@TempDir Path home) {
        node = new PortalNode(home);
    }

    @AfterEach
    void setTheClockRight() {
        node.ahead(java.time.Duration.ZERO);
    }

    @AfterAll
    void close() {
        node.close();
    }

    <T> T port(Class<T> type) {
        return node.port(type);
    }

    /// A passkey that may sign for the caller.
    SoftPasskey enrolled(Caller caller) {
        SoftPasskey passkey = new SoftPasskey("phone");
        assertThat(port(SigningKeys.class).enrol(caller, passkey.passkey())).isInstanceOf(Enrolment.InForce.class);
        return passkey;
    }

    static PermitRequest treatment(Sharing.Decision decision) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return new PermitRequest(decision, PortalNode.SOUTH, PurposeOfUse.TREAT, Set.of(), today, today.plusDays(30));
    }

    static Draft ready(Preparation preparation) {
        assertThat(preparation).isInstanceOf(Preparation.Ready.class);
        return ((Preparation.Ready) preparation).draft();
    }

    Submission submit(Caller caller, Draft draft, SoftPasskey passkey) {
        return port(Signing.class).submit(caller, draft, passkey.sign(draft));
    }

    /// Lets the south hospital read for treatment.
    void permit(PortalNode.Person person, SoftPasskey passkey) {
        Draft draft = ready(port(Sharing.class)
                .preparePermit(
                        person.caller(), person.subject(), treatment(Sharing.Decision.PERMIT), passkey.passkey()));
        assertThat(submit(person.caller(), draft, passkey)).isInstanceOf(Submission.Accepted.class);
    }

    Reading read(Caller caller, PortalNode.Person person) {
        return port(PatientRecord.class).read(caller, person.subject(), new Query(Set.of(), 0, 50));
    }

    static ErrorCode code(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        return ((Reading.Refused) reading).refusal().code();
    }

    static ErrorCode code(Submission submission) {
        assertThat(submission).isInstanceOf(Submission.Refused.class);
        return ((Submission.Refused) submission).refusal().code();
    }
}
