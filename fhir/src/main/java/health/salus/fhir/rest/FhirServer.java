package health.salus.fhir.rest;

import health.salus.fhir.FhirException;
import health.salus.fhir.bundle.Method;
import health.salus.fhir.ledger.AuditRecords;
import health.salus.fhir.ledger.ConsentRecords;
import health.salus.fhir.record.Interaction;
import health.salus.fhir.record.RecordService;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.structure.Address;
import health.salus.fhir.structure.IssueType;
import health.salus.fhir.structure.StructureChecker;
import health.salus.fhir.structure.StructureModel;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import health.salus.kernel.TimeSource;
import java.util.List;

/// The FHIR interface without HTTP: each request goes to the interaction that it names (R4 http.html#summary).
final class FhirServer {
    private static final String HISTORY = "_history";
    private static final String SEARCH = "_search";

    private final Reads reads;
    private final Writes writes;
    private final Searches searches;
    private final Transactions transactions;

    FhirServer(RecordService stored, RandomSource random, TimeSource time) {
        RecordService records = new AuditRecords(new ConsentRecords(stored));
        StructureChecker checker = new StructureChecker();
        Submissions submissions = new Submissions(records, new Conditions(records, time), random);
        reads = new Reads(records);
        writes = new Writes(checker, records, submissions);
        searches = new Searches(records, new SearchPages(random, time), time);
        transactions = new Transactions(checker, submissions, this::answer);
    }

    /// Answers every request, with an OperationOutcome where it is refused.
    FhirResponse answer(FhirRequest request) {
        try {
            return route(request);
        } catch (FhirException e) {
            return Outcomes.refusal(e);
        } catch (SalusException e) {
            return Outcomes.refusal(Outcomes.from(e));
        }
    }

    private FhirResponse route(FhirRequest request) {
        List<String> path = request.path();
        if (path.isEmpty()) {
            if (request.method() != Method.POST) {
                throw notAllowed("GET on the base searches all types, which is not supported; name a type");
            }
            return transactions.answer(request);
        }
        String type = path.getFirst();
        if (!StructureModel.r4().isResourceType(type)) {
            throw new SalusException(ErrorCode.NOT_FOUND, "no such resource type");
        }
        return switch (path.size()) {
            case 1 -> onType(request, type);
            case 2 -> path.get(1).equals(SEARCH) ? search(request, type) : onInstance(request, id(path));
            case 3 -> {
                requireRead(request, path.get(2).equals(HISTORY), type);
                yield reads.history(request, id(path));
            }
            case 4 -> {
                requireRead(request, path.get(2).equals(HISTORY), type);
                yield reads.readVersion(request, id(path), path.get(3));
            }
            default -> throw new SalusException(ErrorCode.NOT_FOUND, "no such interaction");
        };
    }

    private FhirResponse onType(FhirRequest request, String type) {
        String query = request.queryText();
        return switch (request.method()) {
            case GET, HEAD -> search(request, type);
            case POST -> writes.write(request, type, type);
            case PUT, DELETE -> {
                if (query.isEmpty()) {
                    throw notAllowed("name the resource, or a condition that finds it");
                }
                yield writes.write(request, type, type + "?" + query);
            }
            case PATCH -> throw notAllowed("PATCH is not supported; use PUT");
        };
    }

    private FhirResponse search(FhirRequest request, String type) {
        request.require(Interaction.SEARCH, type);
        return searches.search(request, type);
    }

    private FhirResponse onInstance(FhirRequest request, ResourceId id) {
        return switch (request.method()) {
            case GET, HEAD -> {
                request.require(Interaction.READ, id.type());
                yield reads.read(request, id);
            }
            case PUT, DELETE -> writes.write(request, id.type(), id.toString());
            case POST -> throw notAllowed("a resource is replaced with PUT; operations are not supported");
            case PATCH -> throw notAllowed("PATCH is not supported; use PUT");
        };
    }

    private static void requireRead(FhirRequest request, boolean history, String type) {
        if (!history) {
            throw new SalusException(ErrorCode.NOT_FOUND, "no such interaction");
        }
        if (request.method() != Method.GET && request.method() != Method.HEAD) {
            throw notAllowed("a history is only read");
        }
        request.require(Interaction.READ, type);
    }

    private static ResourceId id(List<String> path) {
        String address = path.get(0) + "/" + path.get(1);
        if (Address.parse(address) instanceof Address.Local local) {
            return new ResourceId(local.type(), local.id());
        }
        boolean operation = path.get(1).startsWith("$");
        throw new SalusException(
                ErrorCode.NOT_FOUND, operation ? "operations are not supported" : "an id has 1 to 64 of A-Za-z0-9-.");
    }

    private static FhirException notAllowed(String text) {
        return FhirException.of(ErrorCode.METHOD_NOT_ALLOWED, IssueType.NOT_SUPPORTED, "", text);
    }
}
