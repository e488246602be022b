package health.salus.fhir.rest;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.fhir.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules of R4 http.html, header by header and status by status.
@TestInstance(Lifecycle.PER_CLASS)
final class HttpRulesTest {
    private static final String PATIENT = "{\"resourceType\":\"Patient\",\"active\":true}";

    private final FhirTestServer server = new FhirTestServer();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterAll
    void stop() {
        server.close();
        http.close();
    }

    @Test
    void createSaysWhereAndWhat() {
        HttpResponse<String> created = post("Patient", PATIENT);
        assertThat(created.statusCode()).isEqualTo(201);
        String id =
                created.headers().firstValue("Location").orElseThrow().replaceAll(".*/Patient/(.*)/_history/1", "$1");
        assertThat(created.headers().firstValue("Location")).contains(server.base() + "/Patient/" + id + "/_history/1");
        assertThat(created.headers().firstValue("ETag")).contains("W/\"1\"");
        assertThat(created.headers().firstValue("Last-Modified")).isPresent();
        assertThat(created.headers().firstValue("X-Salus-Receipt")).isPresent();
        assertThat(created.headers().firstValue("Content-Type")).contains("application/fhir+json;charset=utf-8");
        assertThat(created.body())
                .isEqualTo("{\"resourceType\":\"Patient\",\"id\":\"" + id
                        + "\",\"meta\":{\"versionId\":\"1\",\"lastUpdated\":\"" + updated(created)
                        + "\"},\"active\":true}");
    }

    private static String updated(HttpResponse<String> response) {
        return response.body().replaceAll(".*\"lastUpdated\":\"([^\"]*)\".*", "$1");
    }

    @Test
    void answersAsPreferred() {
        assertThat(post("Patient", PATIENT, "Prefer", "return=minimal").body()).isEmpty();
        assertThat(post("Patient", PATIENT, "Prefer", "return=representation").body())
                .contains("\"active\":true");
        assertThat(post("Patient", PATIENT, "Prefer", "return=OperationOutcome").body())
                .startsWith("{\"resourceType\":\"OperationOutcome\"");
        assertThat(get("Patient?shoe-size=9", "Prefer", "handling=strict").statusCode())
                .isEqualTo(400);
        HttpResponse<String> lenient = get("Patient?shoe-size=9&name=nobody", "Prefer", "handling=lenient");
        assertThat(lenient.statusCode()).isEqualTo(200);
        assertThat(lenient.body())
                .contains("\"url\":\"" + server.base() + "/Patient?name=nobody\"")
                .contains("\"mode\":\"outcome\"");
    }

    @Test
    void bytesComeBack() {
        String text = Samples.PATIENT.replace("\"p1\"", "\"bytes\"").strip();
        assertThat(send("PUT", "Patient/bytes", text).statusCode()).isEqualTo(201);
        HttpResponse<String> read = get("Patient/bytes");
        assertThat(read.body().replaceAll("\"versionId\":\"1\",\"lastUpdated\":\"[^\"]*\",", ""))
                .isEqualTo(text);
    }

    @Test
    void readsOnCondition() {
        send("PUT", "Patient/cond", "{\"resourceType\":\"Patient\",\"id\":\"cond\"}");
        assertThat(get("Patient/cond", "If-None-Match", "W/\"1\"").statusCode()).isEqualTo(304);
        assertThat(get("Patient/cond", "If-None-Match", "W/\"7\", W/\"1\"").statusCode())
                .isEqualTo(304);
        assertThat(get("Patient/cond", "If-None-Match", "\"other\"").statusCode())
                .isEqualTo(200);
        assertThat(get("Patient/cond", "If-Modified-Since", "Thu, 01 Jan 2099 00:00:00 GMT")
                        .statusCode())
                .isEqualTo(304);
        assertThat(get("Patient/cond", "If-Modified-Since", "Thu, 01 Jan 1998 00:00:00 GMT")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void writesOnCondition() {
        String json = "{\"resourceType\":\"Patient\",\"id\":\"cas\"}";
        assertThat(send("PUT", "Patient/cas", json, "If-Match", "W/\"1\"").statusCode())
                .isEqualTo(412);
        assertThat(send("PUT", "Patient/cas", json, "If-None-Match", "*").statusCode())
                .isEqualTo(201);
        assertThat(send("PUT", "Patient/cas", json, "If-None-Match", "*").statusCode())
                .isEqualTo(412);
        assertThat(send("PUT", "Patient/cas", json, "If-Match", "W/\"1\"").statusCode())
                .isEqualTo(200);
        assertThat(send("PUT", "Patient/cas", json, "If-Match", "W/\"1\"").statusCode())
                .isEqualTo(412);
        assertThat(send("DELETE", "Patient/cas", "", "If-Match", "W/\"1\"").statusCode())
                .isEqualTo(412);
        assertThat(send("DELETE", "Patient/cas", "", "If-Match", "W/\"2\"").statusCode())
                .isEqualTo(204);
        assertThat(send("DELETE", "Patient/cas", "").statusCode()).isEqualTo(204);
        assertThat(get("Patient/cas").statusCode()).isEqualTo(410);
        assertThat(get("Patient/cas/_history/2").statusCode()).isEqualTo(200);
        assertThat(get("Patient/cas/_history/3").statusCode()).isEqualTo(410);
        assertThat(send("PUT", "Patient/cas", json).statusCode()).isEqualTo(200);
        assertThat(get("Patient/cas").statusCode()).isEqualTo(200);
    }

    @Test
    void repetitionsHaveOneEffect() {
        HttpResponse<String> first = post("Patient", PATIENT, "Idempotency-Key", "k-1");
        HttpResponse<String> second = post("Patient", PATIENT, "Idempotency-Key", "k-1");
        assertThat(second.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(post("Patient", PATIENT, "Idempotency-Key", "a key").statusCode())
                .isEqualTo(400);
    }

    @Test
    void conditionsRaceAndAreTriedAgain() {
        server.records().race(2);
        assertThat(post("Patient", PATIENT, "If-None-Exist", "identifier=urn:race|1")
                        .statusCode())
                .isEqualTo(201);
        server.records().race(9);
        assertThat(post("Patient", PATIENT, "If-None-Exist", "identifier=urn:race|2")
                        .statusCode())
                .isEqualTo(409);
        server.records().race(0);
    }

    @Test
    void speaksBothFormats() {
        send("PUT", "Patient/fmt", "{\"resourceType\":\"Patient\",\"id\":\"fmt\",\"multipleBirthInteger\":2}");
        assertThat(get("Patient/fmt", "Accept", "application/fhir+xml").body())
                .startsWith("<Patient xmlns=\"http://hl7.org/fhir\">");
        assertThat(get("Patient/fmt?_format=xml").headers().firstValue("Content-Type"))
                .contains("application/fhir+xml;charset=utf-8");
        assertThat(get("Patient/fmt?_format=json", "Accept", "application/fhir+xml")
                        .body())
                .startsWith("{");
        assertThat(get("Patient/fmt", "Accept", "application/fhir+xml;q=0.9, application/fhir+json;q=0.8")
                        .body())
                .startsWith("<");
        assertThat(get("Patient/fmt", "Accept", "text/html, */*;q=0.1").body()).startsWith("{");
        assertThat(get("Patient/fmt", "Accept", "image/png").statusCode()).isEqualTo(406);
        assertThat(get("Patient/fmt?_format=ttl").statusCode()).isEqualTo(406);
        assertThat(get("Patient/fmt?_pretty=true").body()).contains("\n  \"multipleBirthInteger\" : 2");
        String xml = "<Patient xmlns=\"http://hl7.org/fhir\"><active value=\"true\"/></Patient>";
        assertThat(post("Patient", xml, "Content-Type", "application/fhir+xml").statusCode())
                .isEqualTo(201);
        String wrong = "<Patient xmlns=\"http://hl7.org/fhir\"><nonsense value=\"true\"/></Patient>";
        assertThat(post("Patient", wrong, "Content-Type", "application/fhir+xml")
                        .statusCode())
                .isEqualTo(400);
        String entity =
                "<!DOCTYPE p [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><Patient xmlns=\"http://hl7.org/fhir\">"
                        + "<language value=\"&x;\"/></Patient>";
        assertThat(post("Patient", entity, "Content-Type", "application/fhir+xml")
                        .statusCode())
                .isEqualTo(400);
        assertThat(get("Patient/none", "Accept", "application/fhir+xml").body()).startsWith("<OperationOutcome");
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
        HttpResponse<String> response = send(method, path, json);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).contains("\"code\":\"" + code + "\"");
    }

    @Test
    void refusesOtherContent() {
        assertThat(post("Patient", PATIENT, "Content-Type", "text/plain").statusCode())
                .isEqualTo(415);
        assertThat(post("Patient", PATIENT, "Content-Encoding", "gzip").statusCode())
                .isEqualTo(415);
        assertThat(post("Patient", PATIENT, "Content-Type", "application/json").statusCode())
                .isEqualTo(201);
    }

    @Test
    void headHasNoBody() {
        send("PUT", "Patient/head", "{\"resourceType\":\"Patient\",\"id\":\"head\"}");
        HttpResponse<String> head = send("HEAD", "Patient/head", "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("ETag")).contains("W/\"1\"");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void countsWithoutShowing() {
        send("PUT", "Patient/n1", "{\"resourceType\":\"Patient\",\"id\":\"n1\",\"name\":[{\"family\":\"Counted\"}]}");
        assertThat(get("Patient?family=Counted&_summary=count").body())
                .contains("\"total\":1")
                .doesNotContain("entry");
        assertThat(get("Patient?family=Counted&_count=0").body())
                .contains("\"total\":1")
                .doesNotContain("entry");
        assertThat(get("Patient?family=Counted&identifier=a|b").body()).contains("\"total\":0");
    }

    @Test
    void pagesAreTheirCallersOwn() {
        for (int i = 0; i < 3; i++) {
            send(
                    "PUT",
                    "Organization/page" + i,
                    "{\"resourceType\":\"Organization\",\"id\":\"page" + i + "\",\"name\":\"Paged\"}");
        }
        String first = get("Organization?name=Paged&_count=2").body();
        String next = first.replaceAll(".*\"relation\":\"next\",\"url\":\"" + server.base() + "/([^\"]*)\".*", "$1");
        assertThat(get(next).body())
                .contains("\"total\":3")
                .contains("\"fullUrl\"")
                .doesNotContain("next");
        assertThat(get(next, "Authorization", "Bearer somebody").statusCode()).isEqualTo(410);
    }

    @Test
    void historiesHavePages() {
        String json = "{\"resourceType\":\"Patient\",\"id\":\"hist\"}";
        for (int i = 0; i < 5; i++) {
            send("PUT", "Patient/hist", json);
        }
        String first = get("Patient/hist/_history?_count=2").body();
        assertThat(first).contains("\"total\":5").contains("W/\\\"5\\\"").contains("_before=4");
        String second = get("Patient/hist/_history?_count=2&_before=4").body();
        assertThat(second).contains("W/\\\"3\\\"").contains("W/\\\"2\\\"").doesNotContain("W/\\\"4\\\"");
        assertThat(get("Patient/hist/_history?_since=2099-01-01T00:00:00Z").body())
                .contains("\"total\":0");
        assertThat(get("Patient/hist/_history?_since=never").statusCode()).isEqualTo(400);
        assertThat(get("Patient/unheard/_history").statusCode()).isEqualTo(404);
    }

    @Test
    void scopesBound() {
        assertThat(get("Patient", "Authorization", "Bearer a:user/Patient.s").statusCode())
                .isEqualTo(200);
        assertThat(get("Patient", "Authorization", "Bearer a:user/Patient.r").statusCode())
                .isEqualTo(403);
        assertThat(get("Patient", "Authorization", "Bearer a:user/Patient.rs?x=y")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("Patient", PATIENT, "Authorization", "Bearer a:user/*.read")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("Patient", PATIENT, "Authorization", "Bearer a:user/*.write")
                        .statusCode())
                .isEqualTo(201);
        String bundle = "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"resource\":" + PATIENT
                + ",\"request\":{\"method\":\"POST\",\"url\":\"Patient\"}}]}";
        assertThat(post("", bundle, "Authorization", "Bearer a:user/Observation.c")
                        .statusCode())
                .isEqualTo(403);
        HttpResponse<String> none = get("Patient", "Authorization", "Basic x");
        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(get("metadata", "Authorization", "Basic x").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    private HttpResponse<String> post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.base() + "/" + path.replace("|", "%7C")))
                .method(method, BodyPublishers.ofString(body));
        if (!List.of(headers).contains("Authorization")) {
            request.header("Authorization", "Bearer ana");
        }
        if (!body.isEmpty() && !List.of(headers).contains("Content-Type")) {
            request.header("Content-Type", "application/fhir+json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
