package health.salus.fhir;

import java.nio.charset.StandardCharsets;

/// Small resources written for the tests.
public final class Samples {
    public static final String PATIENT = """
            {
              "resourceType": "Patient",
              "id": "p1",
              "meta": {"profile": ["http://example.org/patient"], "security": [
                {"system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": "R"}]},
              "text": {"status": "generated", "div": "<div xmlns=\\"http://www.w3.org/1999/xhtml\\">Ana &amp; co</div>"},
              "contained": [{"resourceType": "Organization", "id": "gp", "name": "Praxis"}],
              "extension": [{"url": "http://example.org/race", "extension": [{"url": "text", "valueString": "x"}]}],
              "identifier": [{"use": "official", "system": "urn:oid:1.2.36", "value": "99\\u00e900"}],
              "active": true,
              "name": [{"family": "Müller", "given": ["Ana", null, "Zoë"], "_given": [{"id": "g"}, {"extension": [{"url": "http://example.org/absent", "valueCode": "unknown"}]}, null]}],
              "gender": "female",
              "birthDate": "1984-02-29",
              "_birthDate": {"extension": [{"url": "http://example.org/time", "valueDateTime": "1984-02-29T10:15:00+01:00"}]},
              "deceasedBoolean": false,
              "address": [{"line": ["1 Way"], "city": "Ulm"}],
              "multipleBirthInteger": 2,
              "generalPractitioner": [{"reference": "#gp"}, {"reference": "Practitioner/17/_history/2"}],
              "managingOrganization": {"reference": "http://other.example/fhir/Organization/o1"}
            }
            """;

    public static final String OBSERVATION = """
            {"resourceType":"Observation","id":"o1","status":"final",
             "code":{"coding":[{"system":"http://loinc.org","code":"8867-4","display":"Heart rate"}],"text":"Pulse"},
             "subject":{"reference":"Patient/p1"},"effectiveDateTime":"2024-03-01T08:00:00Z",
             "performer":[{"reference":"Practitioner/17"},{"reference":"urn:uuid:0b1f2c3d-0000-4000-8000-000000000001"}],
             "valueQuantity":{"value":71.50,"unit":"/min","system":"http://unitsofmeasure.org","code":"/min"},
             "component":[{"code":{"text":"a"},"valueInteger":-3}]}
            """;

    public static final String BUNDLE = """
            {"resourceType":"Bundle","type":"transaction","entry":[
             {"fullUrl":"urn:uuid:0b1f2c3d-0000-4000-8000-000000000001","resource":%s,"request":{"method":"POST","url":"Patient"}},
             {"resource":%s,"request":{"method":"PUT","url":"Observation/o1","ifMatch":"W/\\"3\\""}},
             {"request":{"method":"DELETE","url":"Condition/c1"}},
             {"request":{"method":"GET","url":"Patient?name=ana"}}]}
            """.formatted(PATIENT, OBSERVATION);

    private Samples() {}

    public static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
