package health.salus.node.local;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import health.salus.platform.audit.DisclosureJournal.Entry;
import health.salus.platform.audit.DisclosureJournal.Numbered;
import health.salus.platform.audit.DisclosureJournal.Report;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The journal after a restart of its node.
class RocksDisclosureJournalTest {

    private static final Report REPORT = new Report(List.of(0L, 1L), Octets.utf8("signed"));

    @TempDir
    Path directory;

    private LocalStore store;
    private RocksDisclosureJournal journal;

    @BeforeEach
    void open() {
        store = new LocalStore(directory.resolve("local"));
        journal = new RocksDisclosureJournal(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void keepsTheReportThatIsUnderWay() {
        append(3);
        journal.begin(REPORT);
        close();
        open();
        assertThat(journal.underWay()).contains(REPORT);
        assertThat(journal.unreported(10)).hasSize(3);

        journal.reported(REPORT.entries());
        close();
        open();
        assertThat(journal.underWay()).isEmpty();
        assertThat(journal.unreported(10)).extracting(Numbered::number).containsExactly(2L);
    }

    @Test
    void anAbandonedReportLeavesItsEntries() {
        append(2);
        journal.begin(REPORT);
        journal.abandon();
        assertThat(journal.underWay()).isEmpty();
        assertThat(journal.unreported(10)).hasSize(2);
    }

    @Test
    void keepsWhatWasRefusedAndItsNumbers() {
        append(2);
        journal.begin(REPORT);
        journal.setAside(REPORT.entries(), ErrorCode.UNKNOWN_SESSION);
        assertThat(journal.underWay()).isEmpty();
        assertThat(journal.unreported(10)).isEmpty();
        close();
        open();
        assertThat(journal.refused()).isEqualTo(2);
        append(1);
        assertThat(journal.unreported(10)).extracting(Numbered::number).containsExactly(2L);
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            journal.append(
                    new Entry.Opened(
                            new SessionId("session"),
                            new PrincipalId("doctor"),
                            List.of(new SegmentId("segment")),
                            Instant.EPOCH),
                    false);
        }
    }
}
