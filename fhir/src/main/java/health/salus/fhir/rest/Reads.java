package health.salus.fhir.rest;

import health.salus.fhir.bundle.EntityTags;
import health.salus.fhir.bundle.ResourceBytes;
import health.salus.fhir.record.HistoryOutcome;
import health.salus.fhir.record.HistoryOutcome.Version;
import health.salus.fhir.record.HistoryRange;
import health.salus.fhir.record.ReadOutcome;
import health.salus.fhir.record.RecordService;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.record.StoredResource;
import health.salus.fhir.search.SearchQuery;
import health.salus.fhir.structure.JsonOutput;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;

/// Read, vread and history (R4 http.html#read, #vread, #history).
final class Reads {
    private final RecordService records;

    Reads(RecordService records) {
        this.records = records;
    }

    FhirResponse read(FhirRequest request, ResourceId id) {
        return answer(request, records.read(request.caller(), id));
    }

    FhirResponse readVersion(FhirRequest request, ResourceId id, String version) {
        if (!version.matches("[1-9][0-9]{0,17}")) {
            throw new SalusException(ErrorCode.NOT_FOUND, "no such version");
        }
        return answer(request, records.readVersion(request.caller(), id, Long.parseLong(version)));
    }

    private static FhirResponse answer(FhirRequest request, ReadOutcome outcome) {
        return switch (outcome) {
            case ReadOutcome.Found found
            when unchanged(request, found.resource()) ->
                FhirResponse.empty(FhirResponse.NOT_MODIFIED)
                        .version(found.resource().version(), found.resource().updated());
            case ReadOutcome.Found found ->
                FhirResponse.of(FhirResponse.OK, Octets.wrap(ResourceBytes.served(found.resource())))
                        .version(found.resource().version(), found.resource().updated());
            case ReadOutcome.Deleted deleted ->
                FhirResponse.of(
                                ErrorCode.DELETED.httpStatus(),
                                Outcomes.of(ErrorCode.DELETED, "deleted by version " + deleted.version()))
                        .version(deleted.version(), deleted.time());
            case ReadOutcome.NotFound _ -> throw new SalusException(ErrorCode.NOT_FOUND, "no such resource");
            case ReadOutcome.Refused refused -> throw new SalusException(refused.code(), refused.detail());
        };
    }

    /// R4 http.html#cread: the conditions of a read.
    private static boolean unchanged(FhirRequest request, StoredResource resource) {
        if (resource.id().type().equals("Consent")) {
            // Its status follows the ledger without a new version: only the whole answer says what is in force.
            return false;
        }
        Optional<String> known = request.conditions().ifNoneMatch();
        if (known.isPresent()) {
            return EntityTags.listed(known.get(), resource.version());
        }
        return request.conditions()
                .ifModifiedSince()
                .flatMap(Reads::httpDate)
                .filter(since -> resource.updated().getEpochSecond() <= since.getEpochSecond())
                .isPresent();
    }

    private static Optional<Instant> httpDate(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    FhirResponse history(FhirRequest request, ResourceId id) {
        int count = request.parameter("_count")
                .filter(text -> text.matches("[1-9][0-9]{0,8}"))
                .map(text -> Math.min(Integer.parseInt(text), SearchQuery.MAX_COUNT))
                .orElse(SearchQuery.DEFAULT_COUNT);
        Optional<Instant> since = request.parameter("_since").map(Reads::instant);
        OptionalLong before = request.parameter("_before").filter(text -> text.matches("[1-9][0-9]{0,17}")).stream()
                .mapToLong(Long::parseLong)
                .findFirst();
        HistoryOutcome outcome = records.history(request.caller(), id, new HistoryRange(since, before, count));
        return switch (outcome) {
            case HistoryOutcome.Versions versions ->
                FhirResponse.of(FhirResponse.OK, bundle(request, id, versions, count));
            case HistoryOutcome.NotFound _ -> throw new SalusException(ErrorCode.NOT_FOUND, "no such resource");
            case HistoryOutcome.Refused refused -> throw new SalusException(refused.code(), refused.detail());
        };
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeException _) {
            throw new SalusException(ErrorCode.UNSUPPORTED_PARAMETER, "_since is an instant");
        }
    }

    private static Octets bundle(FhirRequest request, ResourceId id, HistoryOutcome.Versions found, int count) {
        String address = request.base() + "/" + id;
        JsonOutput json =
                JsonOutput.resource("Bundle").member("type", "history").member("total", found.total());
        json.array("link");
        Bundles.link(json, "self", address + "/_history");
        long last = found.versions().isEmpty() ? 1 : version(found.versions().getLast());
        if (found.versions().size() == count && last > 1) {
            String since = request.parameter("_since")
                    .map(text -> "&_since=" + text.replace("+", "%2B"))
                    .orElse("");
            Bundles.link(json, "next", address + "/_history?_count=" + count + "&_before=" + last + since);
        }
        json.endArray();
        if (!found.versions().isEmpty()) {
            json.array("entry");
            for (Version version : found.versions()) {
                entry(json.object().member("fullUrl", address), id, version);
            }
            json.endArray();
        }
        return json.endObject().octets();
    }

    private static void entry(JsonOutput json, ResourceId id, Version version) {
        switch (version) {
            case Version.Written written -> {
                StoredResource resource = written.resource();
                boolean first = resource.version() == 1;
                json.json("resource", ResourceBytes.served(resource));
                request(json, first ? "POST" : "PUT", first ? id.type() : id.toString());
                Bundles.response(json, first ? "201 Created" : "200 OK", resource.version(), resource.updated());
            }
            case Version.Removed removed -> {
                request(json, "DELETE", id.toString());
                Bundles.response(json, "204 No Content", removed.version(), removed.time());
            }
        }
        json.endObject();
    }

    private static void request(JsonOutput json, String method, String url) {
        json.object("request").member("method", method).member("url", url).endObject();
    }

    private static long version(Version version) {
        return switch (version) {
            case Version.Written written -> written.resource().version();
            case Version.Removed removed -> removed.version();
        };
    }
}
