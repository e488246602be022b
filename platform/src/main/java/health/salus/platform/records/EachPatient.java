package health.salus.platform.records;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import health.salus.contracts.identity.Subjects;
import health.salus.contracts.records.Cell;
import health.salus.contracts.records.TypeGroup;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.platform.consent.AccessSessions;
import health.salus.platform.consent.LedgerReader;
import health.salus.platform.consent.LedgerReader.Sight;
import health.salus.platform.identity.Requester;
import health.salus.platform.network.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whom a record is about besides the patient in whose segment it lies (docs/decisions/0064): each of them is asked for
/// what that patient is asked for, whichever interface reads.
final class EachPatient {

    /// A version never changes, so whom it is about is told from its bytes once.
    private static final int MAX_REMEMBERED = 50_000;

    private final Network network;
    private final LedgerReader ledger;
    private final AccessSessions sessions;
    private final RecordPatients patients;
    private final Cache<Version, RecordPatients.About> remembered =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();

    private record Version(String type, String id, long version) {}

    EachPatient(Network network, LedgerReader ledger, AccessSessions sessions, RecordPatients patients) {
        this.network = network;
        this.ledger = ledger;
        this.sessions = sessions;
        this.patients = patients;
    }

    /// @param first in whose segment the records lie
    Look look(Requester requester, SubjectId first) {
        // An emergency of one patient is none of the others.
        return new Look(
                requester.inEmergency(Optional.empty()),
                Set.copyOf(Subjects.of(network.state()).linked(first)));
    }

    /// One requester's look at one patient's record, in which each other patient is asked for a session once.
    final class Look {

        private final Requester requester;
        private final Set<SubjectId> first;
        private final Map<SubjectId, Sight> sights = new HashMap<>();
        private final Map<SubjectId, SalusException> refusals = new HashMap<>();

        private Look(Requester requester, Set<SubjectId> first) {
            this.requester = requester;
            this.first = first;
        }

        /// Why the record may not be shown although the first patient permits it; the patient who does not has the
        /// trace.
        Optional<SalusException> refusal(StoredRecord stored) {
            try {
                sights(stored);
                return Optional.empty();
            } catch (SalusException refused) {
                return switch (refused.code().kind()) {
                    case CALLER, REFUSED -> Optional.of(refused);
                    case UNAVAILABLE, INTERNAL -> throw refused;
                };
            }
        }

        /// Leaves the trace of what is about to be shown with the other patients.
        void shown(StoredRecord stored) {
            sights(stored).forEach(sight -> sight.shown(stored.type(), stored.id()));
        }

        private List<Sight> sights(StoredRecord stored) {
            RecordPatients.About about =
                    remembered.get(new Version(stored.type(), stored.id(), stored.version()), _ -> patients.of(stored));
            if (about.patients().size() < 2) {
                return List.of();
            }
            List<Sight> opened = new ArrayList<>();
            Set<SubjectId> others = new LinkedHashSet<>(about.patients());
            others.removeAll(first);
            for (SubjectId other : others) {
                Cell cell = Cell.of(TypeGroup.of(stored.type()).orElseThrow(), about.labels(), stored.author());
                Sight sight = sight(other);
                if (!sight.permits(stored.type(), stored.id(), cell)) {
                    sessions.deny(requester, Optional.of(other), ErrorCode.NOT_COVERED_BY_SESSION);
                    throw new SalusException(
                            ErrorCode.NOT_COVERED_BY_SESSION, "it is about several patients, and not each permits it");
                }
                opened.add(sight);
            }
            return opened;
        }

        private Sight sight(SubjectId other) {
            SalusException earlier = refusals.get(other);
            if (earlier != null) {
                throw earlier;
            }
            try {
                return sights.computeIfAbsent(other, subject -> ledger.open(requester, subject));
            } catch (SalusException refused) {
                refusals.put(other, refused);
                throw refused;
            }
        }
    }
}
