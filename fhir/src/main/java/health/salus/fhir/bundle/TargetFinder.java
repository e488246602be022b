package health.salus.fhir.bundle;

import health.salus.fhir.FhirException;
import health.salus.fhir.record.Caller;
import health.salus.fhir.record.Condition;
import health.salus.fhir.record.RecordService;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.structure.Address;
import health.salus.fhir.structure.IssueType;
import health.salus.fhir.structure.Outline;
import health.salus.fhir.structure.StructureModel;
import health.salus.kernel.ErrorCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Finds each entry's target: by its URL, or by the search that a condition asks for (R4 http.html#create, #update,
/// #delete and their conditional forms).
final class TargetFinder {
    private final RecordService records;
    private final ConditionalSearch search;
    private final Caller caller;
    private final Map<String, Integer> conditionalCreates = new HashMap<>();

    TargetFinder(RecordService records, ConditionalSearch search, Caller caller) {
        this.records = records;
        this.search = search;
        this.caller = caller;
    }

    Target find(EntryRequest entry, int index) {
        return switch (entry.method()) {
            case POST -> create(entry, index);
            case PUT -> update(entry);
            case DELETE -> delete(entry);
            case GET, HEAD -> new Target.Later();
            case PATCH ->
                throw FhirException.of(
                        ErrorCode.METHOD_NOT_ALLOWED,
                        IssueType.NOT_SUPPORTED,
                        entry.at("request.method"),
                        "PATCH is not supported; use PUT");
        };
    }

    private Target create(EntryRequest entry, int index) {
        String type = resource(entry).type();
        if (!entry.path().equals(type)) {
            throw malformed(entry, "request.url", "names another type than the resource's, which is " + type);
        }
        Optional<String> condition = entry.conditions().ifNoneExist();
        if (condition.isEmpty()) {
            return new Target.New(type, Optional.empty());
        }
        String query = condition.get().substring(condition.get().indexOf('?') + 1);
        String criteria = Criteria.of(type, query);
        Integer earlier = conditionalCreates.putIfAbsent(type + "?" + query, index);
        if (earlier != null) {
            return new Target.SameAs(earlier);
        }
        Condition stand = records.condition(criteria);
        return onlyMatch(entry, type, query)
                .<Target>map(Target.Kept::new)
                .orElseGet(() -> new Target.New(type, Optional.of(stand)));
    }

    private Target update(EntryRequest entry) {
        Outline resource = resource(entry);
        OptionalLong expected =
                entry.conditions().ifNoneMatch().filter("*"::equals).isPresent() ? OptionalLong.of(0) : expected(entry);
        if (entry.query().isEmpty()) {
            ResourceId id = named(entry);
            boolean agrees = resource.type().equals(id.type()) && resource.id().equals(Optional.of(id.id()));
            if (!agrees) {
                throw malformed(entry, "resource.id", "must be given, with the type and the id in the URL");
            }
            return new Target.Named(id, expected, Optional.empty());
        }
        String type = conditionalType(entry);
        if (!type.equals(resource.type())) {
            throw malformed(entry, "request.url", "names another type than the resource's");
        }
        Condition stand = records.condition(Criteria.of(type, entry.query().get()));
        Optional<ResourceId> match = onlyMatch(entry, type, entry.query().get());
        boolean agrees = match.isEmpty()
                || resource.id().isEmpty()
                || resource.id().get().equals(match.get().id());
        if (!agrees) {
            throw malformed(entry, "resource.id", "is not the id of the resource that the condition finds");
        }
        if (match.isPresent()) {
            return new Target.Named(match.get(), expected, Optional.of(stand));
        }
        return resource.id().isPresent()
                ? new Target.Named(new ResourceId(type, resource.id().get()), expected, Optional.of(stand))
                : new Target.New(type, Optional.of(stand));
    }

    private Target delete(EntryRequest entry) {
        if (entry.query().isEmpty()) {
            return new Target.Named(named(entry), expected(entry), Optional.empty());
        }
        return onlyMatch(entry, conditionalType(entry), entry.query().get())
                .<Target>map(id -> new Target.Named(id, expected(entry), Optional.empty()))
                .orElseGet(Target.Nothing::new);
    }

    private Optional<ResourceId> onlyMatch(EntryRequest entry, String type, String query) {
        List<ResourceId> matches = search.matches(caller, type, query);
        if (matches.size() > 1) {
            throw FhirException.of(
                    ErrorCode.MULTIPLE_MATCHES,
                    IssueType.MULTIPLE_MATCHES,
                    entry.at("request"),
                    "the condition finds more than one resource");
        }
        return matches.stream().findFirst();
    }

    private static Outline resource(EntryRequest entry) {
        return entry.resource().orElseThrow(() -> malformed(entry, "resource", "is missing"));
    }

    private static ResourceId named(EntryRequest entry) {
        if (Address.parse(entry.url()) instanceof Address.Local local
                && local.version().isEmpty()) {
            return new ResourceId(local.type(), local.id());
        }
        throw malformed(entry, "request.url", "must be Type/id");
    }

    private static String conditionalType(EntryRequest entry) {
        if (!StructureModel.r4().isResourceType(entry.path())) {
            throw malformed(entry, "request.url", "must be Type?query");
        }
        return entry.path();
    }

    private static OptionalLong expected(EntryRequest entry) {
        Optional<String> tag = entry.conditions().ifMatch();
        return tag.isEmpty() ? OptionalLong.empty() : OptionalLong.of(EntityTags.version(tag.get()));
    }

    private static FhirException malformed(EntryRequest entry, String member, String text) {
        return FhirException.of(ErrorCode.MALFORMED, IssueType.INVALID, entry.at(member), text);
    }
}
