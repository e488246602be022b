package health.salus.proof.tiles;

import health.salus.kernel.SalusException;
import health.salus.proof.Decimal;
import java.util.Optional;

/// One of the static files of a log, by its place below the log's prefix (C2SP tlog-tiles, "APIs").
///
/// A file that is not full is partial: it has fewer than [#FULL] hashes or entries, and says in its name how many.
public sealed interface LogFile {

    /// Hashes of a full tile, and entries of a full bundle.
    int FULL = 256;

    /// Beyond it, the place of a first hash or entry would not be a number of 63 bits.
    long MAX_INDEX = Long.MAX_VALUE / FULL - 1;

    /// The levels of the tree that one tile spans.
    int TILE_HEIGHT = 8;

    /// Which of its level, from 0.
    long index();

    /// How many hashes or entries it has, 1 to [#FULL].
    int width();

    /// Relative to the prefix of the log, without a slash in front.
    String path();

    /// Hashes of the tree.
    ///
    /// @param level in tiles: a hash of level L is that of a complete subtree of 256^L entries
    record HashTile(int level, long index, int width) implements LogFile {

        /// Above it, no log of 63 bits has a hash.
        public static final int MAX_LEVEL = 63 / TILE_HEIGHT;

        public HashTile {
            requireFits(index, width);
            if (level < 0 || level > MAX_LEVEL) {
                throw new IllegalArgumentException("a tile has level 0 to " + MAX_LEVEL);
            }
        }

        @Override
        public String path() {
            return "tile/" + level + "/" + place(index, width);
        }
    }

    /// Entries of the log.
    record EntryBundle(long index, int width) implements LogFile {

        public EntryBundle {
            requireFits(index, width);
        }

        @Override
        public String path() {
            return "tile/entries/" + place(index, width);
        }
    }

    /// The file that a path names; empty for what is no path of a tile or a bundle, or not in its one form.
    static Optional<LogFile> parse(String path) {
        String[] parts = path.split("/", -1);
        if (parts.length < 3 || !parts[0].equals("tile")) {
            return Optional.empty();
        }
        try {
            LogFile file = parse(parts);
            return file.path().equals(path) ? Optional.of(file) : Optional.empty();
        } catch (SalusException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static LogFile parse(String[] parts) {
        boolean partial = parts[parts.length - 2].endsWith(PARTIAL);
        int width = partial ? Math.toIntExact(Math.min(Decimal.parse(parts[parts.length - 1]), FULL + 1)) : FULL;
        int last = partial ? parts.length - 2 : parts.length - 1;
        StringBuilder digits = new StringBuilder();
        for (int i = 2; i <= last; i++) {
            String part = i == last && partial ? parts[i].substring(0, parts[i].length() - PARTIAL.length()) : parts[i];
            digits.append(part.startsWith("x") ? part.substring(1) : part);
        }
        // Zeros in front belong to the three digits of a part; the path is written anew and compared.
        String plain = digits.toString().replaceFirst("^0+(?=.)", "");
        long index = Decimal.parse(plain);
        return parts[1].equals("entries")
                ? new EntryBundle(index, width)
                : new HashTile((int) Math.min(Decimal.parse(parts[1]), HashTile.MAX_LEVEL + 1), index, width);
    }

    /// Stands at the end of the index of a file that is not full.
    String PARTIAL = ".p";

    /// What a part of an index counts to.
    long PART = 1_000;

    /// Three digits a part; all but the last begin with an `x`.
    private static String place(long index, int width) {
        StringBuilder place = new StringBuilder(threeDigits(index));
        for (long left = index / PART; left > 0; left /= PART) {
            place.insert(0, "x" + threeDigits(left) + "/");
        }
        return width == FULL ? place.toString() : place + PARTIAL + "/" + width;
    }

    private static String threeDigits(long number) {
        return Long.toString(PART + number % PART).substring(1);
    }

    private static void requireFits(long index, int width) {
        if (index < 0 || index > MAX_INDEX || width < 1 || width > FULL) {
            throw new IllegalArgumentException("a file of a log has an index, and a width of 1 to " + FULL);
        }
    }
}
