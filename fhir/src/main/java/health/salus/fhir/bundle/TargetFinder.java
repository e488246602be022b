package health.salus.fhir.bundle;

import health.salus.fhir.FhirException;
import health.salus.fhir.record.Condition;
import health.salus.fhir.record.RecordService;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.structure.Address;
import health.salus.fhir.structure.IssueType;
import health.salus.fhir.structure.Outline;
import health.salus.fhir.structure.StructureModel;
import health.salus.kernel.ErrorCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Finds each entry's target: by its URL, or by the search that a condition asks for (R4 http.html#create, #update,
/// #delete and their conditional forms).
final class TargetFinder {
    private final RecordService records;
    private final Matches matches;
    private final Map<String, Integer> conditionalCreates = new HashMap<>();
    private final Set<String> conditionalUpdates = new HashSet<>();
    private final Map<Address.Conditional, Condition> stands = new LinkedHashMap<>();

    TargetFinder(RecordService records, Matches matches) {
        this.records = records;
        this.matches = matches;
    }

    /// Conditional creates often come by the hundred.
    void prepare(List<EntryRequest> entries) {
        try {
            entries.stream()
                    .filter(entry -> entry.method() == Method.POST)
                    .flatMap(entry -> condition(entry).stream())
                    .forEach(this::stand);
        } catch (FhirException wrong) {
            return; // It is found again with the entry whose fault it is.
        }
        matches.prepare(stands.keySet());
    }

    private static Optional<Address.Conditional> condition(EntryRequest entry) {
        return entry.resource()
                .flatMap(resource -> entry.conditions()
                        .ifNoneExist()
                        .map(condition -> new Address.Conditional(
                                resource.type(), condition.substring(condition.indexOf('?') + 1))));
    }

    /// Where a condition stood before it was searched for.
    private Condition stand(Address.Conditional condition) {
        return stands.computeIfAbsent(
                condition, _ -> records.condition(Criteria.of(condition.type(), condition.query())));
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
        Optional<Address.Conditional> condition = condition(entry);
        if (condition.isEmpty()) {
            return new Target.New(type, Optional.empty());
        }
        Condition stand = stand(condition.get());
        Integer earlier = conditionalCreates.putIfAbsent(Criteria.exactly(condition.get()), index);
        if (earlier != null) {
            return new Target.SameAs(earlier);
        }
        return onlyMatch(entry, condition.get())
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
        Address.Conditional condition =
                new Address.Conditional(type, entry.query().get());
        if (!conditionalUpdates.add(Criteria.exactly(condition))) {
            throw FhirException.of(
                    ErrorCode.MALFORMED,
                    IssueType.DUPLICATE,
                    entry.at("request.url"),
                    "another entry changes what this condition finds");
        }
        Condition stand = stand(condition);
        Optional<ResourceId> match = onlyMatch(entry, condition);
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
        return onlyMatch(
                        entry,
                        new Address.Conditional(
                                conditionalType(entry), entry.query().get()))
                .<Target>map(id -> new Target.Named(id, expected(entry), Optional.empty()))
                .orElseGet(Target.Nothing::new);
    }

    private Optional<ResourceId> onlyMatch(EntryRequest entry, Address.Conditional condition) {
        List<ResourceId> found = matches.of(condition);
        if (found.size() > 1) {
            throw FhirException.of(
                    ErrorCode.MULTIPLE_MATCHES,
                    IssueType.MULTIPLE_MATCHES,
                    entry.at("request"),
                    "the condition finds more than one resource");
        }
        return found.stream().findFirst();
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
