package health.salus.proof.tiles;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.proof.tiles.LogFile.EntryBundle;
import health.salus.proof.tiles.LogFile.HashTile;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Names of a log's files, as C2SP tlog-tiles has them.
class LogFileTest {

    /// The specification's own examples.
    @Test
    void areWrittenInPartsOfThreeDigits() {
        assertThat(new HashTile(0, 1_234_067, 256).path()).isEqualTo("tile/0/x001/x234/067");
        assertThat(new HashTile(2, 0, 1).path()).isEqualTo("tile/2/000.p/1");
        assertThat(new EntryBundle(273, 112).path()).isEqualTo("tile/entries/273.p/112");
        assertThat(new EntryBundle(1_000, 256).path()).isEqualTo("tile/entries/x001/000");
    }

    /// "A tree of size 70,000 will be represented by 273 full level 0 tiles, one partial level 0 tile of width 112, one
    /// full level 1 tile, one partial level 1 tile of width 17, and one partial level 2 tile of width 1."
    @Test
    void coverALogAsTheSpecificationCounts() {
        long size = 70_000;
        assertThat(LongStream.range(0, 273))
                .allMatch(index -> HashTiles.inLog(0, index, size).orElseThrow().width() == 256);
        assertThat(HashTiles.inLog(0, 273, size)).contains(new HashTile(0, 273, 112));
        assertThat(HashTiles.inLog(0, 274, size)).isEmpty();
        assertThat(HashTiles.inLog(1, 0, size)).contains(new HashTile(1, 0, 256));
        assertThat(HashTiles.inLog(1, 1, size)).contains(new HashTile(1, 1, 17));
        assertThat(HashTiles.inLog(2, 0, size)).contains(new HashTile(2, 0, 1));
        assertThat(HashTiles.inLog(3, 0, size)).isEmpty();
        assertThat(HashTiles.inLog(1, 0, 256)).contains(new HashTile(1, 0, 1));
        assertThat(HashTiles.entriesInLog(273, size)).contains(new EntryBundle(273, 112));
    }

    @Test
    void comeBackFromTheirPaths() {
        for (long index : new long[] {0, 7, 999, 1_000, 999_999, 1_000_000, 123_456_789_012L}) {
            for (int width : new int[] {1, 255, 256}) {
                LogFile tile = new HashTile(3, index, width);
                assertThat(LogFile.parse(tile.path())).contains(tile);
                LogFile bundle = new EntryBundle(index, width);
                assertThat(LogFile.parse(bundle.path())).contains(bundle);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "checkpoint",
                "tile",
                "tile/0",
                "tile/0/",
                "tile/0/1",
                "tile/0/0001",
                "tile/00/001",
                "tile/-1/001",
                "tile/8/000",
                "tile/64/000",
                "tile/0/x001",
                "tile/0/001/002",
                "tile/0/x000/001",
                "tile/0/001.p/0",
                "tile/0/001.p/00",
                "tile/0/001.p/256",
                "tile/0/001.p/999999999999999999",
                "tile/0/001.p/",
                "tile/0/001.p",
                "tile/0/001.p/1/2",
                "tile/0/.p/1",
                "tile/entries/1",
                "tile/entries/x001/x002",
                "tile/entries/xx01/002",
                "tile/0/%30%30%31",
                "/tile/0/001",
                "tile/0/../0/001",
                "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
                "tile/entries/x072/x057/x594/x037/x927/935",
                "tile/0/x072/x057/x594/x037/x927/936",
                "tile/2147483648/000",
                "tile/999999999999999999/000",
                "file/0/001"
            })
    void nothingElseIsAName(String path) {
        assertThat(LogFile.parse(path)).isEmpty();
    }
}
