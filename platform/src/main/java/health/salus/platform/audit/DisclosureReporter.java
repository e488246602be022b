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
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import health.salus.ledger.state.StateReader;
import health.salus.platform.audit.DisclosureJournal.Entry;
import health.salus.platform.audit.DisclosureJournal.Numbered;
import health.salus.platform.network.Network;
import health.salus.proof.transaction.Command;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Brings the journal to the ledger: a batch at a time, one line for what one person saw in one session.
public final class DisclosureReporter {

    /// Journal entries a batch: bounds the transaction.
    private static final int BATCH = 2_000;

    private final DisclosureJournal journal;
    private final Network network;

    public DisclosureReporter(DisclosureJournal journal, Network network) {
        this.journal = journal;
        this.network = network;
    }

    /// What one person saw in one session.
    private record Line(SessionId session, PrincipalId actor) {}

    /// Reports what the journal holds. What fails stays there and is reported again; a batch that the network has
    /// already decided is only counted twice if this node dies between the decision and its mark, never lost.
    ///
    /// @return whether there was anything to report
    public boolean report() {
        List<Numbered> batch = journal.unreported(BATCH);
        if (batch.isEmpty()) {
            return false;
        }
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
        try {
            if (!shown.isEmpty() || !denials.isEmpty()) {
                decide(shown, denials);
            }
        } catch (SalusException refused) {
            if (refused.code().retryable()) {
                throw refused;
            }
            // The contract will never take this batch: it stays provable in the log as a refused report.
        }
        journal.reported(batch);
        return true;
    }

    private void decide(Map<Line, List<Entry.Shown>> shown, List<Denial> denials) {
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
        network.decide(network.signAsMember(commands)).orThrow();
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
