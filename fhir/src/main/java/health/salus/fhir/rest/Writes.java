package health.salus.fhir.rest;

import health.salus.fhir.bundle.BundleDocument;
import health.salus.fhir.bundle.BundleRequest;
import health.salus.fhir.bundle.EntryRequest;
import health.salus.fhir.bundle.Method;
import health.salus.fhir.bundle.Planned;
import health.salus.fhir.bundle.ResourceBytes;
import health.salus.fhir.record.Change;
import health.salus.fhir.record.Interaction;
import health.salus.fhir.record.ReadOutcome;
import health.salus.fhir.record.RecordService;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.record.StoredResource;
import health.salus.fhir.record.WriteOutcome.ChangeOutcome;
import health.salus.fhir.rest.Submissions.Done;
import health.salus.fhir.structure.Outline;
import health.salus.fhir.structure.StructureChecker;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.util.List;
import java.util.Optional;

/// Create, update and delete, with and without conditions (R4 http.html#create, #update, #delete).
final class Writes {
    private final StructureChecker checker;
    private final RecordService records;
    private final Submissions submissions;

    Writes(StructureChecker checker, RecordService records, Submissions submissions) {
        this.checker = checker;
        this.records = records;
        this.submissions = submissions;
    }

    /// @param url relative to the base, with its query
    FhirResponse write(FhirRequest request, String type, String url) {
        Interaction interaction = interaction(request.method());
        request.require(interaction, type);
        byte[] json = request.json().toArray();
        Optional<Outline> resource = request.method() == Method.DELETE
                ? Optional.empty()
                : Optional.of(BundleDocument.acceptable(checker.check(json)).root());
        EntryRequest entry =
                new EntryRequest(request.method(), url, request.conditions(), Optional.empty(), resource, "");
        BundleRequest alone = new BundleRequest(
                true, List.of(entry), request.wishes().prefer().lenient());
        Done done = submissions.submit(
                request.caller(), json, alone, request.wishes().idempotencyKey());
        FhirResponse response = switch (done.plan().entries().getFirst()) {
            case Planned.Write write -> written(request, done, write.change());
            case Planned.Kept kept -> kept(request, kept.id());
            // Alone, a request has no earlier entry.
            case Planned.Nothing _, Planned.Later _, Planned.Same _ -> FhirResponse.empty(FhirResponse.NO_CONTENT);
            case Planned.Failed failed -> throw failed.reason();
        };
        return done.told(response);
    }

    static Interaction interaction(Method method) {
        return switch (method) {
            case POST -> Interaction.CREATE;
            case PUT, PATCH -> Interaction.UPDATE;
            case DELETE -> Interaction.DELETE;
            case GET, HEAD -> Interaction.READ;
        };
    }

    private FhirResponse written(FhirRequest request, Done done, int index) {
        Change change = done.plan().changes().get(index);
        return switch (done.accepted().changes().get(index)) {
            case ChangeOutcome.Written written -> {
                int status = written.version() == 1 ? FhirResponse.CREATED : FhirResponse.OK;
                FhirResponse answer = FhirResponse.of(status, body(request, change, written))
                        .version(written.version(), written.time());
                yield answer.with("Location", location(request, written.id(), written.version()));
            }
            case ChangeOutcome.Deleted deleted -> {
                boolean told = request.wishes().prefer().returned() == Prefer.Returned.OPERATION_OUTCOME;
                FhirResponse answer = told
                        ? FhirResponse.of(FhirResponse.OK, Outcomes.done("deleted; earlier versions remain"))
                        : FhirResponse.empty(FhirResponse.NO_CONTENT);
                yield answer.version(deleted.version(), deleted.time());
            }
            case ChangeOutcome.Absent _ -> FhirResponse.empty(FhirResponse.NO_CONTENT);
            case ChangeOutcome.Refused refused -> throw new SalusException(refused.code(), refused.detail());
        };
    }

    private Octets body(FhirRequest request, Change change, ChangeOutcome.Written written) {
        return switch (request.wishes().prefer().returned()) {
            case MINIMAL -> Octets.EMPTY;
            case OPERATION_OUTCOME -> Outcomes.done("stored as " + written.id() + ", version " + written.version());
            case REPRESENTATION, UNSAID -> representation(request, change, written);
        };
    }

    /// What was sent, as it is now. After a repetition that is what the first request sent, which has to be read.
    private Octets representation(FhirRequest request, Change change, ChangeOutcome.Written written) {
        Octets json = switch (change) {
            case Change.Create create -> create.content().json();
            case Change.Update update -> update.content().json();
            case Change.Delete _ -> Octets.EMPTY;
        };
        if (written.id().equals(change.id())) {
            return Octets.wrap(
                    ResourceBytes.served(new StoredResource(written.id(), written.version(), written.time(), json)));
        }
        return records.readVersion(request.caller(), written.id(), written.version()) instanceof ReadOutcome.Found found
                ? Octets.wrap(ResourceBytes.served(found.resource()))
                : Octets.EMPTY;
    }

    /// "One match: the server ignores the post and returns 200 OK."
    private FhirResponse kept(FhirRequest request, ResourceId id) {
        if (records.read(request.caller(), id) instanceof ReadOutcome.Found found) {
            StoredResource resource = found.resource();
            boolean minimal = request.wishes().prefer().returned() == Prefer.Returned.MINIMAL;
            Octets body = minimal ? Octets.EMPTY : Octets.wrap(ResourceBytes.served(resource));
            return FhirResponse.of(FhirResponse.OK, body)
                    .version(resource.version(), resource.updated())
                    .with("Location", location(request, id, resource.version()));
        }
        // It is there, but not for this caller to read.
        return FhirResponse.empty(FhirResponse.OK).with("Location", request.base() + "/" + id);
    }

    static String location(FhirRequest request, ResourceId id, long version) {
        return request.base() + "/" + id + "/_history/" + version;
    }
}
