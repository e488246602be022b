package health.salus.fhir.rest;

import health.salus.fhir.bundle.EntityTags;
import health.salus.fhir.bundle.ResourceBytes;
import health.salus.fhir.structure.JsonOutput;
import java.time.Instant;

/// The parts that Bundles of answers share.
final class Bundles {
    private Bundles() {}

    static void link(JsonOutput json, String relation, String url) {
        json.object().member("relation", relation).member("url", url).endObject();
    }

    static void response(JsonOutput json, String status, long version, Instant time) {
        json.object("response").member("status", status);
        versioned(json, version, time);
        json.endObject();
    }

    static void versioned(JsonOutput json, long version, Instant time) {
        json.member("etag", EntityTags.of(version)).member("lastModified", ResourceBytes.instant(time));
    }
}
