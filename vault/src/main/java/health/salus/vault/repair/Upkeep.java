package health.salus.vault.repair;

import health.salus.kernel.MemberId;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.vault.custody.Custodian;
import health.salus.vault.custody.PieceEvidence;
import health.salus.vault.store.Damage;
import health.salus.vault.store.HeldSegment;
import health.salus.vault.store.PieceStore;
import health.salus.vault.store.Verification;
import health.salus.vault.store.VerificationListener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/// Keeps one custodian's pieces whole: reads all of them again, rebuilds what is damaged or was never received, forgets
/// what no transaction names.
///
/// Each step may be cut off by a crash: a fragment is replaced in one commit of the store, and whatever was not done is
/// found again by the next turn.
public final class Upkeep {

    /// Bounds the report; with more than this the disk is what needs attention.
    private static final int MAX_REPORTED = 10_000;

    private final Custodian custodian;
    private final PieceStore store;
    private final SegmentRegister register;
    private final Repair repair;
    private final ShareRepair shareRepair;
    private final BiConsumer<MemberId, PieceEvidence> evidence;

    private final AtomicLong scrubbed = new AtomicLong();
    private final AtomicLong damaged = new AtomicLong();
    private final AtomicLong missing = new AtomicLong();
    private final AtomicLong repaired = new AtomicLong();
    private final AtomicLong recoveredShares = new AtomicLong();
    private final AtomicLong orphans = new AtomicLong();

    /// In the order in which they were tried last.
    private final Set<SegmentId> unrepaired = Collections.synchronizedSet(new LinkedHashSet<>());

    private final Set<SegmentId> lostShares = Collections.synchronizedSet(new LinkedHashSet<>());

    /// @param evidence told of each wrong fragment that another custodian gave, and of its name
    public Upkeep(
            Custodian custodian,
            PieceStore store,
            SegmentRegister register,
            RandomSource random,
            BiConsumer<MemberId, PieceEvidence> evidence) {
        this.custodian = custodian;
        this.store = store;
        this.register = register;
        this.repair = new Repair(custodian.member(), store);
        this.shareRepair = new ShareRepair(custodian.member(), store, random);
        this.evidence = evidence;
    }

    /// Reads every byte again and rebuilds the fragments that are not what was stored.
    public ScrubReport scrub(Pace pace) {
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
        scrubbed.addAndGet(verification.fragments());
        damaged.addAndGet(fragments.size());
        List<SegmentId> good = new ArrayList<>();
        List<SegmentId> bad = new ArrayList<>();
        for (SegmentId segment : fragments) {
            (rebuild(segment) ? good : bad).add(segment);
            pace.afterReading(0);
        }
        List<SegmentId> recovered = new ArrayList<>();
        List<SegmentId> lost = new ArrayList<>();
        for (SegmentId segment : shares) {
            (recover(segment) ? recovered : lost).add(segment);
            pace.afterReading(0);
        }
        return new ScrubReport(verification, damages, good, bad, recovered, lost);
    }

    /// Gets the piece of a segment of the ledger that this custodian should hold and does not: it was down when the
    /// segment was written, or lost a file with its index.
    ///
    /// @return false when fragment or share is missing and could not be had now
    public boolean complete(SegmentId segment) {
        if (store.erased(segment)) {
            return true;
        }
        if (store.find(segment).isEmpty()) {
            missing.incrementAndGet();
            if (!rebuild(segment)) {
                return false;
            }
        }
        return hasShare(segment) || recover(segment);
    }

    private boolean hasShare(SegmentId segment) {
        try {
            return store.share(segment).isPresent();
        } catch (SalusException damaged) {
            return false;
        }
    }

    private boolean recover(SegmentId segment) {
        boolean done = register.find(segment)
                .filter(known -> shareRepair.repair(segment, known))
                .isPresent();
        lostShares.remove(segment);
        if (done) {
            recoveredShares.incrementAndGet();
        } else if (lostShares.size() < MAX_REPORTED) {
            lostShares.add(segment);
        }
        return done;
    }

    /// Tries again what could not be rebuilt before; what waits longest comes first.
    public void retry(int atMost, Pace pace) {
        for (SegmentId segment : first(unrepaired, atMost)) {
            rebuild(segment);
            pace.afterReading(0);
        }
        for (SegmentId segment : first(lostShares, atMost)) {
            recover(segment);
            pace.afterReading(0);
        }
    }

    private static List<SegmentId> first(Set<SegmentId> waiting, int atMost) {
        synchronized (waiting) {
            return waiting.stream().limit(atMost).toList();
        }
    }

    private boolean rebuild(SegmentId segment) {
        boolean done =
                register.find(segment).filter(known -> rebuild(segment, known)).isPresent();
        unrepaired.remove(segment);
        if (done) {
            repaired.incrementAndGet();
        } else if (unrepaired.size() < MAX_REPORTED) {
            unrepaired.add(segment);
        }
        return done;
    }

    private boolean rebuild(SegmentId segment, SegmentRegister.Registered known) {
        // Of before a move: a fragment of today beside a share of yesterday would be no piece.
        boolean outdated = store.find(segment)
                .filter(held -> !held.manifest().equals(known.manifest()))
                .isPresent();
        if (outdated) {
            return false;
        }
        Repair.Outcome outcome = repair.repairFragment(segment, known);
        for (PieceEvidence found : outcome.wrong()) {
            int place = found.wrong().custodian();
            evidence.accept(known.custodians().get(place - 1).member(), found);
        }
        return outcome instanceof Repair.Outcome.Repaired;
    }

    /// Forgets pieces that are not on the ledger, and gives the room of what was forgotten or replaced back.
    ///
    /// @param before by the ledger's time: what is younger may still be on its way to the ledger
    public int collectOrphans(Instant before) {
        int forgotten = custodian.collectOrphans(this::isNamed, before);
        orphans.addAndGet(forgotten);
        store.compact();
        return forgotten;
    }

    private boolean isNamed(HeldSegment held) {
        return register.find(held.segment()).isPresent();
    }

    public UpkeepCounts counts() {
        return new UpkeepCounts(
                scrubbed.get(),
                damaged.get(),
                missing.get(),
                repaired.get(),
                unrepaired.size(),
                recoveredShares.get(),
                lostShares.size(),
                orphans.get());
    }
}
