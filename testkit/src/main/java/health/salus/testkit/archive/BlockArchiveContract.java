package health.salus.testkit.archive;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.kernel.Octets;
import health.salus.ledger.archive.BlockArchive;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every archive of old blocks does. An archive's test extends this and says how to open it.
public abstract class BlockArchiveContract {

    private static final int LARGE = 3_000_000;

    private BlockArchive archive;

    /// The same place each time.
    protected abstract BlockArchive open();

    @BeforeEach
    final void openArchive() {
        archive = open();
    }

    @AfterEach
    final void closeArchive() {
        archive.close();
    }

    @Test
    void hasNothingThatWasNotPut() {
        assertThat(archive.get(0)).isEmpty();
        archive.put(0, Octets.utf8("zero"));
        assertThat(archive.get(64)).isEmpty();
    }

    @Test
    void givesBackWhatWasPutAlsoWhenOpenedAgain() {
        byte[] bytes = new byte[LARGE];
        new Random(1).nextBytes(bytes);
        archive.put(0, Octets.utf8("zero"));
        archive.put(64, Octets.wrap(bytes));
        archive.put(Long.MAX_VALUE, Octets.of((byte) 0));
        archive.close();
        archive = open();
        assertThat(archive.get(0)).contains(Octets.utf8("zero"));
        assertThat(archive.get(64)).contains(Octets.wrap(bytes));
        assertThat(archive.get(Long.MAX_VALUE)).contains(Octets.of((byte) 0));
    }

    @Test
    void replacesWhatWasPutBefore() {
        archive.put(128, Octets.utf8("a first and longer one"));
        archive.put(128, Octets.utf8("another"));
        assertThat(archive.get(128)).contains(Octets.utf8("another"));
    }

    @Test
    void namesEachPlaceAnother() {
        assertThat(archive.place(0)).isNotEqualTo(archive.place(64));
    }
}
