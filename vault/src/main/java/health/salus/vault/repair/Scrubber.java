package health.salus.vault.repair;

import health.salus.kernel.SegmentId;
import health.salus.vault.store.Damage;
import health.salus.vault.store.PieceStore;
import health.salus.vault.store.Verification;
import health.salus.vault.store.VerificationListener;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Re-reads everything that a custodian keeps, and repairs what can be repaired.
public final class Scrubber {

    /// Bounds the report; with more than this the disk is what needs attention.
    private static final int MAX_REPORTED = 10_000;

    private final PieceStore store;
    private final SegmentRegister register;
    private final Repair repair;

    public Scrubber(PieceStore store, SegmentRegister register, Repair repair) {
        this.store = store;
        this.register = register;
        this.repair = repair;
    }

    /// Lets the disk serve others between reads.
    public interface Pace {
        void afterReading(long bytes);
    }

    /// What a scrub found.
    ///
    /// @param repaired segments whose fragment was rebuilt
    /// @param unrepaired segments whose fragment could not be rebuilt now
    /// @param lostShares segments whose share is lost until the custodians share its key anew
    public record Report(
            Verification verification,
            List<Damage> damages,
            List<SegmentId> repaired,
            List<SegmentId> unrepaired,
            List<SegmentId> lostShares) {}

    public Report scrub(Pace pace) {
        List<Damage> damages = new ArrayList<>();
        Verification verification = store.verify(new VerificationListener() {
            @Override
            public void damaged(Damage damage) {
                if (damages.size() < MAX_REPORTED) {
                    damages.add(damage);
                }
            }

            @Override
            public void checked(long bytes) {
                pace.afterReading(bytes);
            }
        });
        Set<SegmentId> fragments = new LinkedHashSet<>();
        Set<SegmentId> shares = new LinkedHashSet<>();
        for (Damage damage : damages) {
            switch (damage.kind()) {
                case FRAGMENT_UNREADABLE, FRAGMENT_WRONG -> damage.segment().ifPresent(fragments::add);
                case SHARE_LOST -> damage.segment().ifPresent(shares::add);
                case ERASURES, UNUSED, INDEX -> {
                    // Reported; nothing of a segment's is lost by it.
                }
            }
        }
        List<SegmentId> repaired = new ArrayList<>();
        List<SegmentId> unrepaired = new ArrayList<>();
        for (SegmentId segment : fragments) {
            (repairFragment(segment) ? repaired : unrepaired).add(segment);
        }
        return new Report(verification, damages, repaired, unrepaired, List.copyOf(shares));
    }

    private boolean repairFragment(SegmentId segment) {
        return register.find(segment)
                .filter(known -> repair.repairFragment(segment, known) instanceof Repair.Outcome.Repaired)
                .isPresent();
    }
}
