package health.salus.fhir.rest;

import health.salus.fhir.FhirException;
import health.salus.fhir.bundle.BundleDocument;
import health.salus.fhir.bundle.BundleRequest;
import health.salus.fhir.bundle.EntryRequest;
import health.salus.fhir.bundle.Planned;
import health.salus.fhir.bundle.ResourceBytes;
import health.salus.fhir.record.Change;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.record.StoredResource;
import health.salus.fhir.record.WriteOutcome.ChangeOutcome;
import health.salus.fhir.rest.FhirRequest.Wishes;
import health.salus.fhir.rest.Submissions.Done;
import health.salus.fhir.search.QueryParameter;
import health.salus.fhir.structure.JsonOutput;
import health.salus.fhir.structure.StructureChecker;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Transactions and batches (R4 http.html#transaction).
final class Transactions {
    private final StructureChecker checker;
    private final Submissions submissions;
    private final Function<FhirRequest, FhirResponse> reads;

    /// @param reads answers the requests among the entries that read
    Transactions(StructureChecker checker, Submissions submissions, Function<FhirRequest, FhirResponse> reads) {
        this.checker = checker;
        this.submissions = submissions;
        this.reads = reads;
    }

    FhirResponse answer(FhirRequest request) {
        return request.json().lend(json -> answer(request, json));
    }

    private FhirResponse answer(FhirRequest request, byte[] json) {
        BundleRequest bundle = BundleDocument.open(checker, json)
                .request()
                .leniently(request.wishes().prefer().lenient());
        for (EntryRequest entry : bundle.entries()) {
            if (entry.method().writes()) {
                String type = entry.path().split("/", 2)[0];
                request.require(Writes.interaction(entry.method()), type);
            }
        }
        Done done = submissions.submit(
                request.caller(), json, bundle, request.wishes().idempotencyKey());
        JsonOutput answer = JsonOutput.resource("Bundle")
                .member("type", bundle.atomic() ? "transaction-response" : "batch-response");
        if (!bundle.entries().isEmpty()) {
            answer.array("entry");
            for (int i = 0; i < bundle.entries().size(); i++) {
                entry(
                        answer.object(),
                        request,
                        bundle.entries().get(i),
                        done,
                        done.plan().entries().get(i));
                answer.endObject();
            }
            answer.endArray();
        }
        FhirResponse response =
                FhirResponse.of(FhirResponse.OK, answer.endObject().octets());
        return done.told(response);
    }

    private void entry(JsonOutput json, FhirRequest request, EntryRequest entry, Done done, Planned planned) {
        switch (planned) {
            case Planned.Write write -> written(json, request, done, write.change());
            case Planned.Kept kept -> kept(json, kept.id());
            case Planned.Same same -> same(json, request, entry, done, same);
            case Planned.Nothing _ ->
                json.object("response").member("status", "204 No Content").endObject();
            case Planned.Later _ -> read(json, request, entry);
            case Planned.Failed failed -> refused(json, failed.reason());
        }
    }

    private static void kept(JsonOutput json, ResourceId id) {
        json.object("response")
                .member("status", "200 OK")
                .member("location", id.toString())
                .endObject();
    }

    /// Found, if the first entry with the condition has made it; refused for the same reason, if it has not.
    private void same(JsonOutput json, FhirRequest request, EntryRequest entry, Done done, Planned.Same same) {
        Planned first = done.plan().entries().get(same.entry());
        if (first instanceof Planned.Write write
                && done.accepted().changes().get(write.change()) instanceof ChangeOutcome.Written made) {
            kept(json, made.id());
        } else {
            entry(json, request, entry, done, first);
        }
    }

    private static void written(JsonOutput json, FhirRequest request, Done done, int index) {
        switch (done.accepted().changes().get(index)) {
            case ChangeOutcome.Written written -> {
                ResourceId id = written.id();
                Change change = done.plan().changes().get(index);
                boolean whole = request.wishes().prefer().returned() == Prefer.Returned.REPRESENTATION;
                if (whole && id.equals(change.id())) {
                    json.member("fullUrl", request.base() + "/" + id).json("resource", served(change, written));
                }
                json.object("response").member("status", written.version() == 1 ? "201 Created" : "200 OK");
                json.member("location", id + "/_history/" + written.version());
                Bundles.versioned(json, written.version(), written.time());
                json.endObject();
            }
            case ChangeOutcome.Deleted deleted ->
                Bundles.response(json, "204 No Content", deleted.version(), deleted.time());
            case ChangeOutcome.Absent _ ->
                json.object("response").member("status", "204 No Content").endObject();
            case ChangeOutcome.Refused refused ->
                refused(json, FhirException.of(refused.code(), Outcomes.type(refused.code()), "", refused.detail()));
        }
    }

    private static byte[] served(Change change, ChangeOutcome.Written written) {
        Octets json = switch (change) {
            case Change.Create create -> create.content().json();
            case Change.Update update -> update.content().json();
            case Change.Delete _ -> Octets.EMPTY;
        };
        return ResourceBytes.served(new StoredResource(written.id(), written.version(), written.time(), json));
    }

    private static void refused(JsonOutput json, FhirException refusal) {
        json.object("response").member("status", Integer.toString(refusal.code().httpStatus()));
        json.json("outcome", Outcomes.of(refusal).toArray()).endObject();
    }

    /// A read within a Bundle is answered as it would be alone.
    private void read(JsonOutput json, FhirRequest request, EntryRequest entry) {
        if (entry.method().writes()) {
            refused(json, FhirException.of(ErrorCode.INTERNAL, Outcomes.type(ErrorCode.INTERNAL), "", "not planned"));
            return;
        }
        List<QueryParameter> query = entry.query().map(QueryParameter::parse).orElse(List.of());
        Wishes wishes = new Wishes(entry.conditions(), request.wishes().prefer(), Wishes.NONE.idempotencyKey());
        List<String> path = List.of(entry.path().split("/"));
        FhirResponse answer = reads.apply(
                new FhirRequest(request.caller(), request.base(), entry.method(), path, query, wishes, Octets.EMPTY));
        boolean good = answer.status() < 400;
        if (good && !answer.json().isEmpty()) {
            json.json("resource", answer.json().toArray());
        }
        json.object("response").member("status", Integer.toString(answer.status()));
        json.member("etag", Optional.ofNullable(answer.headers().get("ETag")));
        if (!good) {
            json.json("outcome", answer.json().toArray());
        }
        json.endObject();
    }
}
