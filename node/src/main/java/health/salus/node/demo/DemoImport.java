package health.salus.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.crypto.SystemRandomSource;
import health.salus.fhir.bundle.BundleDocument;
import health.salus.fhir.bundle.Plan;
import health.salus.fhir.bundle.ResourceIds;
import health.salus.fhir.bundle.WritePlanner;
import health.salus.fhir.record.Caller;
import health.salus.fhir.record.RecordService;
import health.salus.fhir.record.Scopes;
import health.salus.fhir.record.WriteOutcome;
import health.salus.fhir.record.WriteSet;
import health.salus.fhir.structure.StructureChecker;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.node.NodeRuntime;
import health.salus.node.fhir.IdentifierSearch;
import health.salus.platform.network.Author;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;

/// Imports the shipped synthetic bundles.
final class DemoImport {

    private static final String PATIENT_FILE = "Kina737";
    private static final String COMPANION_FILE = "Marco578";
    private static final Duration ALL_STARTED_WITHIN = Duration.ofMinutes(2);
    private static final long POLL_NANOS = 100_000_000;

    private final Path samples;

    DemoImport(Path samples) {
        this.samples = samples;
    }

    /// @param subject the patient of the last bundle
    /// @param companion another patient, who has no part in the story
    /// @param transaction that of the last bundle
    record Result(SubjectId subject, SubjectId companion, String transaction, long resources, long jsonBytes) {}

    String patientName() {
        return nameIn(PATIENT_FILE);
    }

    String companionName() {
        return nameIn(COMPANION_FILE);
    }

    private String nameIn(String patientFile) {
        try {
            for (JsonNode entry :
                    new ObjectMapper().readTree(read(file(patientFile))).path("entry")) {
                JsonNode resource = entry.path("resource");
                if (resource.path("resourceType").asText().equals("Patient")) {
                    JsonNode name = resource.path("name").path(0);
                    return name.path("given").path(0).asText() + " "
                            + name.path("family").asText();
                }
            }
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
        throw new IllegalStateException("the sample holds no patient");
    }

    Result run(NodeRuntime node, Author author, DemoActions.Progress progress) {
        Caller caller = new Caller(
                author.actor(),
                DemoPeople.NORTH,
                PurposeOfUse.TREAT,
                Optional.empty(),
                Optional.empty(),
                Scopes.ALL,
                new Caller.Token(author.issuer(), author.tokenHash()));
        StructureChecker checker = new StructureChecker();
        List<Path> order = inOrder();
        SubjectId companion = new SubjectId("none");
        Result last = new Result(companion, companion, "", 0, 0);
        long resources = 0;
        long bytes = 0;
        for (int i = 0; i < order.size(); i++) {
            last = post(node.records(), caller, checker, read(order.get(i)));
            if (String.valueOf(order.get(i).getFileName()).startsWith(COMPANION_FILE)) {
                companion = last.subject();
            }
            resources += last.resources();
            bytes += last.jsonBytes();
            progress.reached(i + 1L, order.size());
        }
        return new Result(last.subject(), companion, last.transaction(), resources, bytes);
    }

    /// Hospitals and practitioners before the patients who refer to them; the patient of the story last.
    private List<Path> inOrder() {
        try (var files = Files.list(samples)) {
            return files.filter(file -> file.toString().endsWith(".json.gz"))
                    .sorted(Comparator.comparingInt(DemoImport::rank).thenComparing(Path::toString))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static int rank(Path file) {
        String name = String.valueOf(file.getFileName());
        if (name.startsWith("hospital") || name.startsWith("practitioner")) {
            return name.startsWith("hospital") ? 0 : 1;
        }
        return name.startsWith(PATIENT_FILE) ? 3 : 2;
    }

    private static Result post(RecordService records, Caller caller, StructureChecker checker, byte[] json) {
        BundleDocument document = BundleDocument.open(checker, json);
        WritePlanner planner =
                new WritePlanner(records, new IdentifierSearch(records), new ResourceIds(new SystemRandomSource()));
        Plan plan = planned(() -> planner.plan(caller, json, document.request()));
        WriteOutcome outcome = records.write(caller, new WriteSet(true, Optional.empty(), plan.changes()));
        return switch (outcome) {
            case WriteOutcome.Accepted accepted ->
                new Result(
                        subject(plan),
                        subject(plan),
                        accepted.transaction(),
                        plan.changes().size(),
                        json.length);
            case WriteOutcome.Refused refused -> throw new SalusException(refused.code(), refused.detail());
        };
    }

    /// The last member may still be starting, and a condition that finds nothing is decided by all.
    private static Plan planned(Supplier<Plan> planning) {
        long deadline = System.nanoTime() + ALL_STARTED_WITHIN.toNanos();
        while (true) {
            try {
                return planning.get();
            } catch (SalusException undecided) {
                if (undecided.code() != ErrorCode.NO_QUORUM || System.nanoTime() > deadline) {
                    throw undecided;
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    private static SubjectId subject(Plan plan) {
        return plan.changes().stream()
                .filter(change -> change.id().type().equals("Patient"))
                .map(change -> ResourceIds.subjectOf(change.id().id()))
                .findFirst()
                .orElse(new SubjectId("none"));
    }

    private Path file(String prefix) {
        try (var files = Files.list(samples)) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith(prefix))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no sample " + prefix + " in " + samples));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static byte[] read(Path file) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
