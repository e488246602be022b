package health.salus.vault.segment;

import java.util.List;

/// What came of trying to open a segment. Whatever it is, the wrong pieces that were met are named.
public sealed interface Opening {

    List<WrongPiece> wrong();

    /// The segment is open and agrees with its manifest in everything.
    record Opened(OpenedSegment segment, List<WrongPiece> wrong) implements Opening {

        public Opened {
            wrong = List.copyOf(wrong);
        }
    }

    /// More good pieces are needed.
    record TooFew(int goodFragments, int goodShares, int threshold, List<WrongPiece> wrong) implements Opening {

        public TooFew {
            wrong = List.copyOf(wrong);
        }
    }

    /// The pieces are those that the manifest names, and yet they do not make the segment that it promises: the
    /// author sealed it wrongly. No choice of pieces will help.
    record Unsound(String detail, List<WrongPiece> wrong) implements Opening {

        public Unsound {
            wrong = List.copyOf(wrong);
        }
    }
}
