package health.salus.fhir.rest;

import health.salus.fhir.bundle.ResourceBytes;
import health.salus.fhir.record.ReadOutcome;
import health.salus.fhir.record.RecordService;
import health.salus.fhir.record.SearchOutcome;
import health.salus.fhir.record.StoredResource;
import health.salus.fhir.rest.SearchPages.Place;
import health.salus.fhir.rest.SearchPages.Search;
import health.salus.fhir.search.QueryReader;
import health.salus.fhir.search.SearchEngine;
import health.salus.fhir.search.SearchQuery;
import health.salus.fhir.structure.JsonOutput;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Search of one type (R4 search.html), and the pages of what it finds (http.html#paging).
final class Searches {
    private static final String PAGE = "_page";

    private final RecordService records;
    private final SearchPages pages;
    private final TimeSource time;

    Searches(RecordService records, SearchPages pages, TimeSource time) {
        this.records = records;
        this.pages = pages;
        this.time = time;
    }

    FhirResponse search(FhirRequest request, String type) {
        Optional<String> page = request.parameter(PAGE);
        return page.isPresent() ? page(request, type, page.get()) : firstPage(request, type);
    }

    private FhirResponse firstPage(FhirRequest request, String type) {
        boolean strict = request.wishes().prefer().strict();
        SearchQuery query = QueryReader.read(type, request.query(), strict, request.base(), time.now());
        List<StoredResource> matches = new ArrayList<>();
        SearchOutcome outcome = records.search(request.caller(), query.candidates(), visible -> {
            matches.addAll(SearchEngine.matches(query, visible));
            return query.countOnly() ? List.of() : matches.subList(0, Math.min(query.count(), matches.size()));
        });
        List<StoredResource> shown = switch (outcome) {
            case SearchOutcome.Found found -> found.resources();
            case SearchOutcome.Refused refused -> throw new SalusException(refused.code(), refused.detail());
        };
        String used = Urls.query(query.used());
        String self = request.base() + "/" + type + (used.isEmpty() ? "" : "?" + used);
        Optional<String> next = Optional.empty();
        if (!query.countOnly() && matches.size() > query.count()) {
            List<Place> places = matches.stream()
                    .map(match -> new Place(match.id(), match.version()))
                    .toList();
            Search search = new Search(request.caller(), self, query.count(), places, pages.expiry());
            next = Optional.of(nextPage(request, type, pages.remember(search), query.count()));
        }
        JsonOutput json = begin(matches.size(), self, next);
        entries(json, request, shown, query.ignored().isEmpty() ? Octets.EMPTY : Outcomes.informing(query.ignored()));
        return FhirResponse.of(FhirResponse.OK, json.endObject().octets());
    }

    private FhirResponse page(FhirRequest request, String type, String token) {
        int dot = token.lastIndexOf('.');
        boolean formed = dot > 0 && token.substring(dot + 1).matches("[0-9]{1,9}");
        String name = formed ? token.substring(0, dot) : "";
        Search search = pages.find(name, request.caller())
                .orElseThrow(() ->
                        new SalusException(ErrorCode.DELETED, "the pages of this search have expired; search again"));
        List<Place> places = search.places();
        int from = Math.min(Integer.parseInt(token.substring(dot + 1)), places.size());
        int to = Math.min(from + search.pageSize(), places.size());
        List<StoredResource> shown = new ArrayList<>();
        for (Place place : places.subList(from, to)) {
            if (records.readVersion(request.caller(), place.id(), place.version()) instanceof ReadOutcome.Found found) {
                shown.add(found.resource());
            }
        }
        Optional<String> next = to < places.size() ? Optional.of(nextPage(request, type, name, to)) : Optional.empty();
        JsonOutput json = begin(places.size(), search.self(), next);
        entries(json, request, shown, Octets.EMPTY);
        return FhirResponse.of(FhirResponse.OK, json.endObject().octets());
    }

    private static String nextPage(FhirRequest request, String type, String token, int from) {
        return request.base() + "/" + type + "?" + PAGE + "=" + token + "." + from;
    }

    private static JsonOutput begin(int total, String self, Optional<String> next) {
        JsonOutput json =
                JsonOutput.resource("Bundle").member("type", "searchset").member("total", total);
        json.array("link");
        Bundles.link(json, "self", self);
        next.ifPresent(url -> Bundles.link(json, "next", url));
        return json.endArray();
    }

    private static void entries(JsonOutput json, FhirRequest request, List<StoredResource> shown, Octets outcome) {
        if (shown.isEmpty() && outcome.isEmpty()) {
            return;
        }
        json.array("entry");
        for (StoredResource resource : shown) {
            json.object().member("fullUrl", request.base() + "/" + resource.id());
            json.json("resource", ResourceBytes.served(resource));
            json.object("search").member("mode", "match").endObject().endObject();
        }
        if (!outcome.isEmpty()) {
            json.object().json("resource", outcome.toArray());
            json.object("search").member("mode", "outcome").endObject().endObject();
        }
        json.endArray();
    }
}
