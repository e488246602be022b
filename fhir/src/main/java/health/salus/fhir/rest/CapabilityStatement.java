package health.salus.fhir.rest;

import health.salus.fhir.bundle.ResourceBytes;
import health.salus.fhir.search.SearchModel;
import health.salus.fhir.search.SearchParameter;
import health.salus.fhir.structure.JsonOutput;
import health.salus.fhir.structure.StructureModel;
import health.salus.kernel.Octets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Says what this interface does (R4 capabilitystatement.html): written from the same tables by which it does it.
final class CapabilityStatement {
    private static final List<String> INTERACTIONS =
            List.of("read", "vread", "update", "delete", "history-instance", "create", "search-type");
    private static final String OAUTH_URIS = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris";
    private static final String SECURITY_SERVICE = "http://terminology.hl7.org/CodeSystem/restful-security-service";

    private CapabilityStatement() {}

    static Octets write(String base, FhirSettings settings, Instant date) {
        JsonOutput json = JsonOutput.resource("CapabilityStatement")
                .member("status", "active")
                .member("date", ResourceBytes.instant(date))
                .member("kind", "instance");
        json.object("software")
                .member("name", "Salus")
                .member("version", settings.version())
                .endObject();
        json.object("implementation")
                .member("description", "A member node of a Salus network")
                .member("url", base)
                .endObject();
        json.member("fhirVersion", "4.0.1");
        json.array("format").item("json").item("xml").endArray();
        json.array("rest").object().member("mode", "server");
        security(json, settings);
        json.array("resource");
        for (String type : StructureModel.r4().resourceTypes()) {
            resource(json.object(), type);
            json.endObject();
        }
        json.endArray();
        interactions(json, List.of("transaction", "batch"));
        return json.endObject().endArray().endObject().octets();
    }

    private static void security(JsonOutput json, FhirSettings settings) {
        json.object("security");
        Optional<FhirSettings.Authorization> authorization = settings.authorization();
        if (authorization.isPresent()) {
            json.array("extension").object().member("url", OAUTH_URIS).array("extension");
            uri(json, "authorize", authorization.get().authorizeUri());
            uri(json, "token", authorization.get().tokenUri());
            json.endArray().endObject().endArray();
        }
        json.array("service").object().array("coding").object();
        json.member("system", SECURITY_SERVICE).member("code", "SMART-on-FHIR");
        json.endObject().endArray().endObject().endArray().endObject();
    }

    private static void uri(JsonOutput json, String name, String uri) {
        json.object().member("url", name).member("valueUri", uri).endObject();
    }

    private static void resource(JsonOutput json, String type) {
        json.member("type", type);
        interactions(json, INTERACTIONS);
        json.member("versioning", "versioned")
                .member("readHistory", true)
                .member("updateCreate", true)
                .member("conditionalCreate", true)
                .member("conditionalRead", "full-support")
                .member("conditionalUpdate", true)
                .member("conditionalDelete", "single");
        json.array("referencePolicy").item("literal").item("logical").endArray();
        json.array("searchParam");
        for (SearchParameter parameter : SearchModel.r4().parameters(type)) {
            json.object().member("name", parameter.name());
            json.member("type", parameter.type().code()).endObject();
        }
        json.endArray();
    }

    private static void interactions(JsonOutput json, List<String> codes) {
        json.array("interaction");
        codes.forEach(code -> json.object().member("code", code).endObject());
        json.endArray();
    }
}
