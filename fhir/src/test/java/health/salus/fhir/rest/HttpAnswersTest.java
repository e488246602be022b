package health.salus.fhir.rest;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.fhir.Samples;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// What an answer holds, and in what form (R4 http.html): headers, preferences, formats, pages.
@TestInstance(Lifecycle.PER_CLASS)
final class HttpAnswersTest {
    private static final String PATIENT = "{\"resourceType\":\"Patient\",\"active\":true}";

    private final FhirHttp fhir = new FhirHttp();

    @AfterAll
    void stop() {
        fhir.close();
    }

    @Test
    void createSaysWhereAndWhat() {
        HttpResponse<String> created = fhir.post("Patient", PATIENT);
        assertThat(created.statusCode()).isEqualTo(201);
        String id =
                created.headers().firstValue("Location").orElseThrow().replaceAll(".*/Patient/(.*)/_history/1", "$1");
        assertThat(created.headers().firstValue("Location")).contains(fhir.base() + "/Patient/" + id + "/_history/1");
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
        assertThat(fhir.post("Patient", PATIENT, "Prefer", "return=minimal").body())
                .isEmpty();
        assertThat(fhir.post("Patient", PATIENT, "Prefer", "return=representation")
                        .body())
                .contains("\"active\":true");
        assertThat(fhir.post("Patient", PATIENT, "Prefer", "return=OperationOutcome")
                        .body())
                .startsWith("{\"resourceType\":\"OperationOutcome\"");
        assertThat(fhir.get("Patient?shoe-size=9", "Prefer", "handling=strict").statusCode())
                .isEqualTo(400);
        HttpResponse<String> lenient = fhir.get("Patient?shoe-size=9&name=nobody", "Prefer", "handling=lenient");
        assertThat(lenient.statusCode()).isEqualTo(200);
        assertThat(lenient.body())
                .contains("\"url\":\"" + fhir.base() + "/Patient?name=nobody\"")
                .contains("\"mode\":\"outcome\"");
    }

    @Test
    void bytesComeBack() {
        String text = Samples.PATIENT.replace("\"p1\"", "\"bytes\"").strip();
        assertThat(fhir.send("PUT", "Patient/bytes", text).statusCode()).isEqualTo(201);
        HttpResponse<String> read = fhir.get("Patient/bytes");
        assertThat(read.body().replaceAll("\"versionId\":\"1\",\"lastUpdated\":\"[^\"]*\",", ""))
                .isEqualTo(text);
    }

    @Test
    void speaksBothFormats() {
        fhir.send("PUT", "Patient/fmt", "{\"resourceType\":\"Patient\",\"id\":\"fmt\",\"multipleBirthInteger\":2}");
        assertThat(fhir.get("Patient/fmt", "Accept", "application/fhir+xml").body())
                .startsWith("<Patient xmlns=\"http://hl7.org/fhir\">");
        assertThat(fhir.get("Patient/fmt?_format=xml").headers().firstValue("Content-Type"))
                .contains("application/fhir+xml;charset=utf-8");
        assertThat(fhir.get("Patient/fmt?_format=json", "Accept", "application/fhir+xml")
                        .body())
                .startsWith("{");
        assertThat(fhir.get("Patient/fmt", "Accept", "application/fhir+xml;q=0.9, application/fhir+json;q=0.8")
                        .body())
                .startsWith("<");
        assertThat(fhir.get("Patient/fmt", "Accept", "text/html, */*;q=0.1").body())
                .startsWith("{");
        assertThat(fhir.get("Patient/fmt", "Accept", "image/png").statusCode()).isEqualTo(406);
        assertThat(fhir.get("Patient/fmt?_format=ttl").statusCode()).isEqualTo(406);
        assertThat(fhir.get("Patient/fmt?_pretty=true").body()).contains("\n  \"multipleBirthInteger\" : 2");
        String xml = "<Patient xmlns=\"http://hl7.org/fhir\"><active value=\"true\"/></Patient>";
        assertThat(fhir.post("Patient", xml, "Content-Type", "application/fhir+xml")
                        .statusCode())
                .isEqualTo(201);
        String wrong = "<Patient xmlns=\"http://hl7.org/fhir\"><nonsense value=\"true\"/></Patient>";
        assertThat(fhir.post("Patient", wrong, "Content-Type", "application/fhir+xml")
                        .statusCode())
                .isEqualTo(400);
        String entity =
                "<!DOCTYPE p [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><Patient xmlns=\"http://hl7.org/fhir\">"
                        + "<language value=\"&x;\"/></Patient>";
        assertThat(fhir.post("Patient", entity, "Content-Type", "application/fhir+xml")
                        .statusCode())
                .isEqualTo(400);
        assertThat(fhir.get("Patient/none", "Accept", "application/fhir+xml").body())
                .startsWith("<OperationOutcome");
    }

    @Test
    void headHasNoBody() {
        fhir.send("PUT", "Patient/head", "{\"resourceType\":\"Patient\",\"id\":\"head\"}");
        HttpResponse<String> head = fhir.send("HEAD", "Patient/head", "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("ETag")).contains("W/\"1\"");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void countsWithoutShowing() {
        fhir.send(
                "PUT",
                "Patient/n1",
                "{\"resourceType\":\"Patient\",\"id\":\"n1\",\"name\":[{\"family\":\"Counted\"}]}");
        assertThat(fhir.get("Patient?family=Counted&_summary=count").body())
                .contains("\"total\":1")
                .doesNotContain("entry");
        assertThat(fhir.get("Patient?family=Counted&_count=0").body())
                .contains("\"total\":1")
                .doesNotContain("entry");
        assertThat(fhir.get("Patient?family=Counted&identifier=a|b").body()).contains("\"total\":0");
    }

    @Test
    void pagesAreTheirCallersOwn() {
        for (int i = 0; i < 3; i++) {
            fhir.send(
                    "PUT",
                    "Organization/page" + i,
                    "{\"resourceType\":\"Organization\",\"id\":\"page" + i + "\",\"name\":\"Paged\"}");
        }
        String first = fhir.get("Organization?name=Paged&_count=2").body();
        String next = first.replaceAll(".*\"relation\":\"next\",\"url\":\"" + fhir.base() + "/([^\"]*)\".*", "$1");
        assertThat(fhir.get(next).body())
                .contains("\"total\":3")
                .contains("\"fullUrl\"")
                .doesNotContain("next");
        assertThat(fhir.get(next, "Authorization", "Bearer somebody").statusCode())
                .isEqualTo(410);
    }

    @Test
    void historiesHavePages() {
        String json = "{\"resourceType\":\"Patient\",\"id\":\"hist\"}";
        for (int i = 0; i < 5; i++) {
            fhir.send("PUT", "Patient/hist", json);
        }
        String first = fhir.get("Patient/hist/_history?_count=2").body();
        assertThat(first).contains("\"total\":5").contains("W/\\\"5\\\"").contains("_before=4");
        String second = fhir.get("Patient/hist/_history?_count=2&_before=4").body();
        assertThat(second).contains("W/\\\"3\\\"").contains("W/\\\"2\\\"").doesNotContain("W/\\\"4\\\"");
        assertThat(fhir.get("Patient/hist/_history?_since=2099-01-01T00:00:00Z").body())
                .contains("\"total\":0");
        assertThat(fhir.get("Patient/hist/_history?_since=never").statusCode()).isEqualTo(400);
        assertThat(fhir.get("Patient/unheard/_history").statusCode()).isEqualTo(404);
    }
}
