package health.salus.platform.audit;

import static health.salus.platform.stage.Ward.OTHER_SUBJECT;
import static health.salus.platform.stage.Ward.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.identity.IdentityCommand;
import health.salus.kernel.Digest;
import health.salus.platform.audit.HistoryEntry.Kind;
import health.salus.platform.audit.SubjectHistory.Page;
import health.salus.platform.audit.SubjectHistory.Query;
import health.salus.platform.stage.Ward;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What happened to a patient's record, in pages.
class SubjectHistoryTest {

    private static final int BATCH = 2_000;
    private static final int TOO_MANY = SubjectHistory.MAX_SCANNED / BATCH + 1;

    private final Ward ward = new Ward();
    private final SubjectHistory history = new SubjectHistory(ward.network);

    @Test
    void listsAllKindsNewestFirst() {
        Digest written = ward.write(SUBJECT, "s1").transactionId();
        tick();
        Digest opened = ward.open(ward.doctor, SUBJECT, "session").transactionId();
        tick();
        ward.show("session", 3);
        tick();
        ward.deny(ward.southDoctor, SUBJECT, Optional.of(Digest.ZERO));

        Page page = history.page(SUBJECT, Query.all(0, 10));
        assertThat(page.more()).isFalse();
        assertThat(page.entries())
                .extracting(HistoryEntry::kind)
                .containsExactly(Kind.REFUSED, Kind.SHOWN, Kind.OPENED, Kind.WRITTEN);
        assertThat(page.entries())
                .extracting(HistoryEntry::transaction)
                .containsExactly(
                        Optional.of(Digest.ZERO), Optional.of(opened), Optional.of(opened), Optional.of(written));
        assertThat(page.entries().get(1))
                .isInstanceOfSatisfying(
                        HistoryEntry.Shown.class,
                        shown -> assertThat(shown.disclosure().count()).isEqualTo(3));
    }

    @Test
    void pagesWithoutGapsOrRepetitions() {
        ward.write(SUBJECT, "s1");
        ward.open(ward.doctor, SUBJECT, "session");
        for (int i = 1; i <= 150; i++) {
            tick();
            ward.show("session", i);
        }
        Query shown = new Query(Set.of(Kind.SHOWN), _ -> true, 0, 100);
        Page first = history.page(SUBJECT, shown);
        assertThat(first.more()).isTrue();
        assertThat(first.entries())
                .extracting(SubjectHistoryTest::count)
                .startsWith(150L, 149L)
                .endsWith(51L);
        Page second = history.page(SUBJECT, new Query(shown.kinds(), shown.wanted(), 100, 100));
        assertThat(second.more()).isFalse();
        assertThat(second.entries())
                .extracting(SubjectHistoryTest::count)
                .startsWith(50L)
                .endsWith(1L);
    }

    @Test
    void filters() {
        ward.write(SUBJECT, "s1");
        ward.open(ward.doctor, SUBJECT, "session");
        ward.show("session", 1);
        tick();
        ward.show("session", 2);
        Query two = new Query(Set.of(Kind.SHOWN), entry -> count(entry) == 2, 0, 1);
        assertThat(history.page(SUBJECT, two).entries())
                .singleElement()
                .satisfies(entry -> assertThat(count(entry)).isEqualTo(2));
        assertThat(history.page(SUBJECT, two).more()).isFalse();
    }

    @Test
    void linkedPseudonymsAreOnePerson() {
        ward.enrol(OTHER_SUBJECT);
        ward.write(OTHER_SUBJECT, "s1");
        assertThat(history.page(SUBJECT, Query.all(0, 10)).entries()).isEmpty();
        ward.network.asserted(
                ward.doctor,
                IdentityCommand.FORMAT.encode(new IdentityCommand.BindPatient(OTHER_SUBJECT, ward.patient)));
        ward.network.signed(
                ward.patient,
                IdentityCommand.FORMAT.encode(new IdentityCommand.LinkSubjects(SUBJECT, OTHER_SUBJECT, Digest.ZERO)));
        assertThat(history.page(SUBJECT, Query.all(0, 10)).entries()).hasSize(1);
    }

    /// Whoever is refused often enough must not keep from the patient what was shown before.
    @Test
    void nothingLiesTooDeepToBeReached() {
        ward.write(SUBJECT, "s1");
        ward.open(ward.doctor, SUBJECT, "session");
        ward.show("session", 1);
        tick();
        refuseTooOften();
        Query last = new Query(Set.of(Kind.SHOWN, Kind.REFUSED), _ -> true, TOO_MANY * BATCH, 10);
        assertThat(history.page(SUBJECT, last).entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.kind()).isEqualTo(Kind.SHOWN));
    }

    /// Nor is it hidden from whoever asks for the time before.
    @Test
    void whatIsNewerThanAskedForHidesNothing() {
        ward.write(SUBJECT, "s1");
        ward.open(ward.doctor, SUBJECT, "session");
        ward.show("session", 1);
        Instant shown = ward.network.now();
        tick();
        refuseTooOften();
        Page before = history.page(SUBJECT, new Query(Set.of(Kind.SHOWN, Kind.REFUSED), shown, _ -> true, 0, 10));
        assertThat(before.entries()).extracting(HistoryEntry::kind).containsExactly(Kind.SHOWN);
        assertThat(before.bounded()).isFalse();
    }

    /// A client that followed it would never come to an end.
    @Test
    void promisesNothingBeneathTheBound() {
        refuseTooOften();
        Page none = history.page(SUBJECT, new Query(Set.of(Kind.REFUSED), _ -> false, 0, 10));
        assertThat(none).isEqualTo(new Page(List.of(), false, true));
    }

    private void refuseTooOften() {
        for (int i = 0; i < TOO_MANY; i++) {
            ward.deny(ward.southDoctor, SUBJECT, BATCH);
        }
    }

    /// The page of a patient with little costs the same, however much the ledger holds of others; and that of one with
    /// much, however long the history is.
    @Test
    void costsWhatThePageHolds() {
        ward.write(SUBJECT, "s1");
        ward.open(ward.doctor, SUBJECT, "session");
        showTimes(100);
        long few = cost();
        showTimes(1_000);
        ward.enrol(OTHER_SUBJECT);
        ward.write(OTHER_SUBJECT, "other");
        assertThat(cost()).isLessThanOrEqualTo(few + 4);
    }

    private long cost() {
        long before = ward.network.reads();
        assertThat(history.page(SUBJECT, Query.all(0, 10)).entries()).hasSize(10);
        return ward.network.reads() - before;
    }

    private void showTimes(int times) {
        for (int i = 0; i < times; i++) {
            ward.show("session", 1);
        }
    }

    private static long count(HistoryEntry entry) {
        return ((HistoryEntry.Shown) entry).disclosure().count();
    }

    private void tick() {
        ward.network.pass(Duration.ofSeconds(1));
    }
}
