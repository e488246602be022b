package health.salus.node.report;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.replica.Divergence;
import health.salus.node.NodeRuntime;
import health.salus.node.replica.LedgerRuntime;
import health.salus.proof.CheckpointNote;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.report.Judgement;
import health.salus.proof.report.Report;
import health.salus.proof.report.ReportVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The reports of this node: one for each false checkpoint that a member signed, made as soon as there is what proves
/// it, and kept as files since, whatever becomes of the evidence and of the members.
public final class ReportBook {

    private static final String ENDING = ".report";
    private static final int ID_DIGITS = 16;
    private static final Logger LOG = LoggerFactory.getLogger(ReportBook.class);

    private final Path directory;
    private final Supplier<List<Divergence>> noticed;
    private final Supplier<Optional<CheckpointNote>> finalNote;
    private final Contradictions contradictions;
    private final LongFunction<TrustAnchor> anchors;

    // Guarded by this object's monitor.
    private final Map<String, Octets> reports = new TreeMap<>();
    private final Map<Place, Divergence> firsts = new HashMap<>();
    private final NavigableMap<Long, List<Divergence>> unproven = new TreeMap<>();
    private int taken;

    /// Where two checkpoints of one member are compared.
    private record Place(MemberId member, long size) {}

    /// One report.
    ///
    /// @param id names it at this node
    public record Kept(String id, Judgement.Convicted judgement) {}

    /// What reports are made of.
    ///
    /// @param noticed what was found, those of earlier runs too; what is new comes at the end
    record Sources(
            Supplier<List<Divergence>> noticed,
            Supplier<Optional<CheckpointNote>> finalNote,
            Contradictions contradictions) {}

    /// @param anchors who signs checkpoints of a log of this size
    ReportBook(Path directory, Sources sources, LongFunction<TrustAnchor> anchors) {
        this.directory = directory;
        this.noticed = sources.noticed();
        this.finalNote = sources.finalNote();
        this.contradictions = sources.contradictions();
        this.anchors = anchors;
        load();
    }

    /// Those of a node, kept up with its blocks.
    public static ReportBook of(NodeRuntime node) {
        LedgerRuntime ledger = node.ledger();
        ReportBook reports = new ReportBook(
                node.config().data().resolve("reports"),
                new Sources(
                        node.evidence()::divergences,
                        ledger.finality()::finalNote,
                        new Contradictions(ledger.publishedLog()::consistency)),
                size -> TrustAnchor.of(node.genesis().network(), ledger.membersAt(size)));
        // What proves a lie is the checkpoint after it: with each block there may be one.
        ledger.listen(_ -> reports.update());
        return reports;
    }

    private void load() {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(ENDING)) {
                    reports.put(
                            name.substring(0, name.length() - ENDING.length()), Octets.wrap(Files.readAllBytes(file)));
                }
            }
        } catch (IOException failed) {
            throw new SalusException(ErrorCode.STORAGE_FAILED, "the reports of earlier runs cannot be read", failed);
        }
    }

    /// Makes the reports that can be made by now. Cheap when nothing was noticed.
    public synchronized void update() {
        List<Divergence> all = noticed.get();
        all.subList(taken, all.size()).forEach(this::take);
        taken = all.size();
        if (!unproven.isEmpty()) {
            finalNote.get().ifPresent(this::proveBy);
        }
    }

    private void take(Divergence divergence) {
        long size = divergence.theirs().checkpoint().size();
        Divergence first = firsts.putIfAbsent(new Place(divergence.member(), size), divergence);
        Optional<Report> twice =
                Optional.ofNullable(first).flatMap(before -> Contradictions.byItself(divergence, before));
        if (twice.isPresent()) {
            keep(twice.get());
        } else {
            unproven.computeIfAbsent(size, _ -> new ArrayList<>()).add(divergence);
        }
    }

    private void proveBy(CheckpointNote latest) {
        NavigableMap<Long, List<Divergence>> covered =
                unproven.headMap(latest.checkpoint().size(), true);
        covered.values()
                .forEach(divergences -> divergences.forEach(divergence ->
                        contradictions.byNetwork(divergence, latest).ifPresent(this::keep)));
        covered.clear();
    }

    private void keep(Report report) {
        // By what is held against the member: a later checkpoint that says the same makes no further report.
        Octets held = Octets.utf8(report.member() + "\n" + report.signed().text());
        String id = Digest.sha256(held).hex().substring(0, ID_DIGITS);
        if (reports.containsKey(id)) {
            return;
        }
        if (ReportVerifier.verify(report, anchor(report)) instanceof Judgement.Dismissed(var reason, String detail)) {
            LOG.warn("what was noticed of member {} makes no report: {}: {}", report.member(), reason, detail);
            return;
        }
        Octets text = Octets.utf8(report.format());
        reports.put(id, text);
        try {
            // After a crash before, there is the evidence still, of which the report is made again.
            MemberHome.write(directory.resolve(id + ENDING), text);
        } catch (SalusException failed) {
            LOG.error("a report against member {} cannot be written", report.member(), failed);
        }
    }

    /// All reports, in the order of their ids.
    public synchronized List<Kept> all() {
        update();
        List<Kept> all = new ArrayList<>();
        reports.forEach((id, text) -> {
            // A file that somebody damaged convicts nobody.
            judge(text).ifPresent(convicted -> all.add(new Kept(id, convicted)));
        });
        return all;
    }

    private Optional<Judgement.Convicted> judge(Octets text) {
        try {
            Report report = Report.parse(text.toUtf8());
            return ReportVerifier.verify(text.toUtf8(), anchor(report)) instanceof Judgement.Convicted convicted
                    ? Optional.of(convicted)
                    : Optional.empty();
        } catch (SalusException damaged) {
            return Optional.empty();
        }
    }

    private TrustAnchor anchor(Report report) {
        return anchors.apply(report.signed().size());
    }

    /// The report's file, as docs/formats/report.md has it.
    public synchronized Optional<Octets> text(String id) {
        update();
        return Optional.ofNullable(reports.get(id));
    }
}
