package health.salus.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.archive.BlockArchive;
import health.salus.testkit.archive.BlockArchiveContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryBlockArchiveTest extends BlockArchiveContract {

    @TempDir
    Path directory;

    @Override
    protected BlockArchive open() {
        return new DirectoryBlockArchive(directory);
    }

    @Test
    void leavesNothingHalfWritten() throws IOException {
        open().put(64, Octets.utf8("segment"));
        try (var files = Files.list(directory)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactly("blocks-0000000000000000064.cbor");
        }
    }

    @Test
    void isNotBegunAnewWhereItsDirectoryIsGone() {
        BlockArchive archive = new DirectoryBlockArchive(directory.resolve("not-mounted"));
        assertUnreachable(() -> archive.get(0));
        assertUnreachable(() -> archive.put(0, Octets.utf8("segment")));
    }

    private static void assertUnreachable(Runnable use) {
        assertThatThrownBy(use::run).isInstanceOfSatisfying(SalusException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.ARCHIVE_UNREACHABLE);
            assertThat(refused.detail()).contains("not-mounted");
        });
    }
}
