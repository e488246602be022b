package health.salus.platform.audit;

import health.salus.contracts.access.AccessCommand;
import health.salus.contracts.access.AccessCommand.Denial;
import health.salus.contracts.access.AccessCommand.Disclosure;
import health.salus.contracts.access.ShownGroup;
import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.ResourceVersions;
import health.salus.contracts.records.Segments;
import health.salus.contracts.records.TypeGroup;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import health.salus.kernel.TimeSource;
import health.salus.ledger.state.StateReader;
import health.salus.platform.audit.DisclosureJournal.Entry;
import health.salus.platform.audit.DisclosureJournal.Numbered;
import health.salus.platform.audit.DisclosureJournal.Report;
import health.salus.platform.network.Decision;
import health.salus.platform.network.Network;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.proof.transaction.Transaction;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Brings the journal to the ledger: a batch at a time, one line for what one person saw in one session.
///
/// A batch is signed once, and the signed transaction kept with it until the network has decided it: however often it
/// is sent again, and after a restart too, the ledger takes it once.
public final class DisclosureReporter {

    /// Journal entries a batch: bounds the transaction.
    private static final int BATCH = 2_000;

    private final DisclosureJournal journal;
    private final Network network;
    private final TimeSource time;

    /// Halves of a batch that was refused: what is refused in them is looked for before anything else is reported.
    private final Deque<List<Numbered>> halves = new ArrayDeque<>();

    public DisclosureReporter(DisclosureJournal journal, Network network, TimeSource time) {
        this.journal = journal;
        this.network = network;
        this.time = time;
    }

    /// What one person saw in one session.
    private record Line(SessionId session, PrincipalId actor) {}

    /// Brings one batch to its decision: the one that is under way, or the next. Not for two threads at a time.
    ///
    /// @return whether there was anything to report
    /// @throws SalusException when there is no decision yet; the journal keeps everything for the next turn
    public boolean report() {
        Optional<Report> underWay = journal.underWay();
        if (underWay.isPresent()) {
            conclude(underWay.get());
            return true;
        }
        List<Numbered> batch = halves.isEmpty() ? journal.unreported(BATCH) : halves.pop();
        if (batch.isEmpty()) {
            return false;
        }
        List<Long> numbers = batch.stream().map(Numbered::number).toList();
        List<Command> commands = commands(batch);
        if (commands.isEmpty()) {
            journal.reported(numbers);
            return true;
        }
        Report report = new Report(numbers, network.signAsMember(commands).envelope());
        journal.begin(report);
        conclude(report);
        return true;
    }

    private void conclude(Report report) {
        SignedTransaction transaction = SignedTransaction.parse(report.envelope());
        Decision decision;
        try {
            decision = network.decide(transaction);
        } catch (SalusException undecided) {
            if (undecided.code() == ErrorCode.TOO_LARGE) {
                split(report, undecided.code());
                return;
            }
            decision = foundDespite(undecided, transaction);
        }
        try {
            decision.orThrow();
        } catch (SalusException refused) {
            split(report, refused.code());
            return;
        }
        journal.reported(report.entries());
    }

    /// A copy that comes too late says nothing of the first, which may have been decided long ago.
    private Decision foundDespite(SalusException undecided, SignedTransaction transaction) {
        Optional<Decision> found = undecided.code().retryable() ? Optional.empty() : network.find(transaction.id());
        if (found.isEmpty() && isLost(transaction.transaction(), undecided.code())) {
            journal.abandon();
        }
        return found.orElseThrow(() -> undecided);
    }

    /// Whether the undecided transaction never will be decided. Consensus time does not go back, so what is expired
    /// stays so; what was signed while this node's clock was ahead, and is undecided, was turned away.
    private boolean isLost(Transaction transaction, ErrorCode code) {
        return switch (code) {
            case EXPIRED -> true;
            case NOT_YET_VALID -> time.now().isBefore(transaction.notBefore());
            default -> !code.retryable() && !network.time().isBefore(transaction.notAfter());
        };
    }

    /// One refused line must not take the others with it. The refused reports stay provable in the log.
    private void split(Report report, ErrorCode refusal) {
        Set<Long> numbers = Set.copyOf(report.entries());
        Map<Object, List<Numbered>> lines = new LinkedHashMap<>();
        for (Numbered each : journal.unreported(BATCH)) {
            if (numbers.contains(each.number())) {
                lines.computeIfAbsent(line(each), _ -> new ArrayList<>()).add(each);
            }
        }
        if (lines.size() == 1) {
            journal.setAside(report.entries(), refusal);
            return;
        }
        journal.abandon();
        List<List<Numbered>> all = List.copyOf(lines.values());
        int middle = all.size() / 2;
        halves.push(
                all.subList(middle, all.size()).stream().flatMap(List::stream).toList());
        halves.push(all.subList(0, middle).stream().flatMap(List::stream).toList());
    }

    /// What the ledger takes or refuses as one: each refusal is a line of its own.
    private static Object line(Numbered each) {
        return switch (each.entry()) {
            case Entry.Opened opened -> new Line(opened.session(), opened.actor());
            case Entry.Shown shown -> new Line(shown.session(), shown.actor());
            case Entry.Denied _ -> each.number();
        };
    }

    private List<Command> commands(List<Numbered> batch) {
        Map<Line, List<Entry.Shown>> shown = new LinkedHashMap<>();
        List<Denial> denials = new ArrayList<>();
        for (Numbered each : batch) {
            switch (each.entry()) {
                case Entry.Shown one ->
                    shown.computeIfAbsent(new Line(one.session(), one.actor()), _ -> new ArrayList<>())
                            .add(one);
                case Entry.Denied(Denial denial) -> denials.add(denial);
                case Entry.Opened _ -> {
                    // For after a power cut: it says within which segments the lost lines lie.
                }
            }
        }
        List<Command> commands = new ArrayList<>();
        if (!shown.isEmpty()) {
            List<Disclosure> lines = shown.entrySet().stream()
                    .map(line -> disclosure(line.getKey(), line.getValue()))
                    .toList();
            commands.add(AccessCommand.FORMAT.encode(new AccessCommand.RecordDisclosures(lines)));
        }
        if (!denials.isEmpty()) {
            commands.add(AccessCommand.FORMAT.encode(new AccessCommand.RecordDenials(denials)));
        }
        return commands;
    }

    private Disclosure disclosure(Line line, List<Entry.Shown> parts) {
        List<ResourceKey> resources =
                parts.stream().flatMap(part -> part.resources().stream()).toList();
        Digest digest =
                Digest.sha256(resources.stream().map(ResourceKey::octets).toArray(Octets[]::new));
        Instant time = parts.getLast().time();
        return new Disclosure(line.session, line.actor, groups(resources), digest, time, false);
    }

    /// The group of a resource's types is that of its segment, whichever of its versions was shown. What lies in no
    /// segment is a consent that only the ledger has.
    private List<ShownGroup> groups(List<ResourceKey> resources) {
        StateReader state = network.state();
        ResourceVersions versions = ResourceVersions.of(state);
        Segments segments = Segments.of(state);
        Map<SegmentId, TypeGroup> known = new HashMap<>();
        Map<TypeGroup, Integer> counts = new EnumMap<>(TypeGroup.class);
        for (ResourceKey resource : resources) {
            TypeGroup group = versions.current(resource)
                    .map(version -> known.computeIfAbsent(
                            version.segment(),
                            id -> segments.find(id).orElseThrow().cell().typeGroup()))
                    .orElse(TypeGroup.CONSENTS);
            counts.merge(group, 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .map(each -> new ShownGroup(each.getKey(), each.getValue()))
                .toList();
    }
}
