package health.salus.vault.custody;

import health.salus.kernel.MemberId;
import health.salus.kernel.SessionId;
import health.salus.vault.segment.OpenedSegment;
import health.salus.vault.segment.SegmentOpener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Gathers pieces from custodians until segments open. Asks as many as are needed, another one for each that is slow,
/// refuses or gives something wrong, and says who did.
public final class VaultReader {

    private final SegmentOpener opener;
    private final BiConsumer<MemberId, PieceEvidence> evidence;
    private final ReadPatience patience;

    /// @param evidence told of each wrong piece and of who gave it
    public VaultReader(SegmentOpener opener, BiConsumer<MemberId, PieceEvidence> evidence) {
        this(opener, evidence, ReadPatience.USUAL);
    }

    VaultReader(SegmentOpener opener, BiConsumer<MemberId, PieceEvidence> evidence, ReadPatience patience) {
        this.opener = opener;
        this.evidence = evidence;
        this.patience = patience;
    }

    /// Whom to ask, and under which session.
    record Question(Optional<SessionId> session, List<CustodianClient> custodians, MemberId first) {}

    /// All of the segments, in their order, or an exception: the custodians' refusal, CUSTODIANS_UNREACHABLE when too
    /// few gave good pieces, CORRUPT when an author sealed wrongly.
    ///
    /// @param wanted each segment once
    /// @param custodians the whole set, in its order
    /// @param first whom to ask first: this node's own custodian
    /// @param threshold pieces that open a segment
    public List<OpenedSegment> read(
            Optional<SessionId> session,
            List<SegmentReference> wanted,
            List<CustodianClient> custodians,
            MemberId first,
            int threshold) {
        Question question = new Question(session, List.copyOf(custodians), first);
        List<OpenedSegment> opened = new ArrayList<>(wanted.size());
        for (int from = 0; from < wanted.size(); from += Custodian.MAX_BATCH) {
            List<SegmentReference> batch = wanted.subList(from, Math.min(from + Custodian.MAX_BATCH, wanted.size()));
            opened.addAll(read(question, batch, threshold));
        }
        return opened;
    }

    private List<OpenedSegment> read(Question question, List<SegmentReference> wanted, int threshold) {
        List<SegmentGathering> gatherings = wanted.stream()
                .map(each -> new SegmentGathering(each, threshold, opener))
                .toList();
        try {
            new Reading(question, gatherings, patience).run();
        } finally {
            gatherings.forEach(gathering -> gathering.evidence().forEach(found -> report(question, found)));
        }
        return gatherings.stream()
                .map(gathering -> gathering.opened().orElseThrow())
                .toList();
    }

    /// The place in the set names the member.
    private void report(Question question, PieceEvidence found) {
        int place = found.wrong().custodian();
        evidence.accept(question.custodians().get(place - 1).member(), found);
    }
}
