package health.salus.fhir.rest;

import health.salus.fhir.FhirException;
import health.salus.fhir.bundle.ConditionalSearch;
import health.salus.fhir.record.Caller;
import health.salus.fhir.record.Identified;
import health.salus.fhir.record.IdentifierToken;
import health.salus.fhir.record.RecordService;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.record.SearchOutcome;
import health.salus.fhir.record.StoredResource;
import health.salus.fhir.search.QueryParameter;
import health.salus.fhir.search.QueryReader;
import health.salus.fhir.search.SearchEngine;
import health.salus.fhir.search.SearchQuery;
import health.salus.fhir.structure.Address;
import health.salus.fhir.structure.IssueType;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.TimeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Finds what conditions speak of. By an identifier alone: in the whole network, readable or not. By anything else:
/// among what the caller may see. Nothing is shown of what is found, apart from where it is.
final class Conditions implements ConditionalSearch {
    private final RecordService records;
    private final TimeSource time;

    Conditions(RecordService records, TimeSource time) {
        this.records = records;
        this.time = time;
    }

    @Override
    public List<ResourceId> matches(Caller caller, String type, String query) {
        return matches(caller, List.of(new Address.Conditional(type, query))).getFirst();
    }

    @Override
    public List<List<ResourceId>> matches(Caller caller, List<Address.Conditional> wanted) {
        List<Condition> conditions = wanted.stream().map(this::condition).toList();
        List<Identified> identified = conditions.stream()
                .flatMap(condition -> condition.identified().stream())
                .toList();
        Iterator<List<ResourceId>> holders = holders(caller, identified).iterator();
        List<List<ResourceId>> matches = new ArrayList<>(wanted.size());
        for (Condition condition : conditions) {
            matches.add(condition.identified().isPresent() ? holders.next() : amongVisible(caller, condition.search()));
        }
        return matches;
    }

    /// @param identified when it asks for an identifier and nothing else
    private record Condition(SearchQuery search, Optional<Identified> identified) {}

    private Condition condition(Address.Conditional wanted) {
        List<QueryParameter> parameters = QueryParameter.parse(wanted.query());
        // A condition that was not understood must not be left out: it would widen what is written.
        SearchQuery search = QueryReader.read(wanted.type(), parameters, true, "", time.now());
        if (search.used().isEmpty()) {
            throw FhirException.of(
                    ErrorCode.MALFORMED, IssueType.INVALID, "", "a condition needs at least one search parameter");
        }
        Optional<IdentifierToken> alone =
                search.candidates().identifier().filter(_ -> search.used().size() == 1);
        return new Condition(search, alone.map(identifier -> new Identified(wanted.type(), identifier)));
    }

    private List<ResourceId> amongVisible(Caller caller, SearchQuery search) {
        List<ResourceId> found = new ArrayList<>();
        SearchOutcome outcome = records.search(caller, search.candidates(), visible -> {
            SearchEngine.matches(search, visible).stream()
                    .map(StoredResource::id)
                    .forEach(found::add);
            return List.of();
        });
        if (outcome instanceof SearchOutcome.Refused refused) {
            throw new SalusException(refused.code(), refused.detail());
        }
        return found;
    }

    /// A refusal concerns the entry that asked, like every other thing wrong with one; what the world failed to
    /// answer concerns the request.
    private List<List<ResourceId>> holders(Caller caller, List<Identified> wanted) {
        try {
            return wanted.isEmpty() ? List.of() : records.holders(caller, wanted);
        } catch (SalusException refused) {
            throw switch (refused.code().kind()) {
                case CALLER, REFUSED -> Outcomes.from(refused);
                case UNAVAILABLE, INTERNAL -> refused;
            };
        }
    }
}
