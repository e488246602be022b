package health.salus.fhir.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When a request has its effect (R4 http.html), and what it is told when it has none: conditions, repetitions,
/// refusals.
@TestInstance(Lifecycle.PER_CLASS)
final class HttpConditionsTest {
    private static final String PATIENT = "{\"resourceType\":\"Patient\",\"active\":true}";

    private final FhirHttp fhir = new FhirHttp();

    @AfterAll
    void stop() {
        fhir.close();
    }

    @Test
    void readsOnCondition() {
        fhir.send("PUT", "Patient/cond", "{\"resourceType\":\"Patient\",\"id\":\"cond\"}");
        assertThat(fhir.get("Patient/cond", "If-None-Match", "W/\"1\"").statusCode())
                .isEqualTo(304);
        assertThat(fhir.get("Patient/cond", "If-None-Match", "W/\"7\", W/\"1\"").statusCode())
                .isEqualTo(304);
        assertThat(fhir.get("Patient/cond", "If-None-Match", "\"other\"").statusCode())
                .isEqualTo(200);
        assertThat(fhir.get("Patient/cond", "If-Modified-Since", "Thu, 01 Jan 2099 00:00:00 GMT")
                        .statusCode())
                .isEqualTo(304);
        assertThat(fhir.get("Patient/cond", "If-Modified-Since", "Thu, 01 Jan 1998 00:00:00 GMT")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void writesOnCondition() {
        String json = "{\"resourceType\":\"Patient\",\"id\":\"cas\"}";
        assertThat(fhir.send("PUT", "Patient/cas", json, "If-Match", "W/\"1\"").statusCode())
                .isEqualTo(412);
        assertThat(fhir.send("PUT", "Patient/cas", json, "If-None-Match", "*").statusCode())
                .isEqualTo(201);
        assertThat(fhir.send("PUT", "Patient/cas", json, "If-None-Match", "*").statusCode())
                .isEqualTo(412);
        assertThat(fhir.send("PUT", "Patient/cas", json, "If-Match", "W/\"1\"").statusCode())
                .isEqualTo(200);
        assertThat(fhir.send("PUT", "Patient/cas", json, "If-Match", "W/\"1\"").statusCode())
                .isEqualTo(412);
        assertThat(fhir.send("DELETE", "Patient/cas", "", "If-Match", "W/\"1\"").statusCode())
                .isEqualTo(412);
        assertThat(fhir.send("DELETE", "Patient/cas", "", "If-Match", "W/\"2\"").statusCode())
                .isEqualTo(204);
        assertThat(fhir.send("DELETE", "Patient/cas", "").statusCode()).isEqualTo(204);
        assertThat(fhir.get("Patient/cas").statusCode()).isEqualTo(410);
        assertThat(fhir.get("Patient/cas/_history/2").statusCode()).isEqualTo(200);
        assertThat(fhir.get("Patient/cas/_history/3").statusCode()).isEqualTo(410);
        assertThat(fhir.send("PUT", "Patient/cas", json).statusCode()).isEqualTo(200);
        assertThat(fhir.get("Patient/cas").statusCode()).isEqualTo(200);
    }

    @Test
    void repetitionsHaveOneEffect() {
        HttpResponse<String> first = fhir.post("Patient", PATIENT, "Idempotency-Key", "k-1");
        HttpResponse<String> second = fhir.post("Patient", PATIENT, "Idempotency-Key", "k-1");
        assertThat(second.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(fhir.post("Patient", PATIENT, "Idempotency-Key", "a key").statusCode())
                .isEqualTo(400);
    }

    @Test
    void conditionsRaceAndAreTriedAgain() {
        fhir.records().race(2);
        assertThat(fhir.post("Patient", PATIENT, "If-None-Exist", "identifier=urn:race|1")
                        .statusCode())
                .isEqualTo(201);
        fhir.records().race(9);
        assertThat(fhir.post("Patient", PATIENT, "If-None-Exist", "identifier=urn:race|2")
                        .statusCode())
                .isEqualTo(409);
        fhir.records().race(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "POST; Patient; {; 400; MALFORMED",
                "POST; Patient; ; 400; MALFORMED",
                "POST; Patient; {'resourceType':'Patient','x':1}; 422; INVALID_STRUCTURE",
                "POST; Patient; {'resourceType':'Person'}; 400; MALFORMED",
                "POST; Nothing; {'resourceType':'Patient'}; 404; NOT_FOUND",
                "PUT; Patient/a; {'resourceType':'Patient'}; 400; MALFORMED",
                "PUT; Patient/a; {'resourceType':'Patient','id':'b'}; 400; MALFORMED",
                "PUT; Patient; {'resourceType':'Patient','id':'b'}; 405; METHOD_NOT_ALLOWED",
                "PUT; Patient?shoe-size=9; {'resourceType':'Patient'}; 400; UNSUPPORTED_PARAMETER",
                "DELETE; Patient; ; 405; METHOD_NOT_ALLOWED",
                "PATCH; Patient/a; []; 405; METHOD_NOT_ALLOWED",
                "POST; Patient/a; {}; 405; METHOD_NOT_ALLOWED",
                "POST; Patient/$everything; {}; 404; NOT_FOUND",
                "GET; Patient/a_b; ; 404; NOT_FOUND",
                "GET; Patient/a/_history/x; ; 404; NOT_FOUND",
                "GET; Patient/a/b/c/d/e; ; 404; NOT_FOUND",
                "GET; Patient/a/_histories; ; 404; NOT_FOUND",
                "GET; ``; ; 405; METHOD_NOT_ALLOWED",
                "GET; Patient?birthdate=never; ; 400; MALFORMED",
                "GET; Patient?_page=gone.0; ; 410; DELETED",
                "GET; Patient?_page=x; ; 410; DELETED",
                "POST; ``; {'resourceType':'Patient'}; 422; INVALID_STRUCTURE",
                "POST; ``; {'resourceType':'Bundle','type':'collection'}; 422; INVALID_STRUCTURE",
                "BREW; Patient/a; ; 405; METHOD_NOT_ALLOWED",
            })
    void refusesWithReason(String method, String path, String body, int status, String code) {
        String json = body == null ? "" : body.replace('\'', '"');
        HttpResponse<String> response = fhir.send(method, path, json);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).contains("\"code\":\"" + code + "\"");
    }

    @Test
    void refusesOtherContent() {
        assertThat(fhir.post("Patient", PATIENT, "Content-Type", "text/plain").statusCode())
                .isEqualTo(415);
        assertThat(fhir.post("Patient", PATIENT, "Content-Encoding", "gzip").statusCode())
                .isEqualTo(415);
        assertThat(fhir.post("Patient", PATIENT, "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void scopesBound() {
        assertThat(fhir.get("Patient", "Authorization", "Bearer a:user/Patient.s")
                        .statusCode())
                .isEqualTo(200);
        assertThat(fhir.get("Patient", "Authorization", "Bearer a:user/Patient.r")
                        .statusCode())
                .isEqualTo(403);
        assertThat(fhir.get("Patient", "Authorization", "Bearer a:user/Patient.rs?x=y")
                        .statusCode())
                .isEqualTo(403);
        assertThat(fhir.post("Patient", PATIENT, "Authorization", "Bearer a:user/*.read")
                        .statusCode())
                .isEqualTo(403);
        assertThat(fhir.post("Patient", PATIENT, "Authorization", "Bearer a:user/*.write")
                        .statusCode())
                .isEqualTo(201);
        String bundle = "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"resource\":" + PATIENT
                + ",\"request\":{\"method\":\"POST\",\"url\":\"Patient\"}}]}";
        assertThat(fhir.post("", bundle, "Authorization", "Bearer a:user/Observation.c")
                        .statusCode())
                .isEqualTo(403);
        HttpResponse<String> none = fhir.get("Patient", "Authorization", "Basic x");
        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(fhir.get("metadata", "Authorization", "Basic x").statusCode())
                .isEqualTo(200);
    }
}
