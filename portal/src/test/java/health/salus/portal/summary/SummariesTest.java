package health.salus.portal.summary;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.kernel.Octets;
import health.salus.portal.PatientRecord.Document;
import health.salus.portal.PatientRecord.DocumentKey;
import health.salus.portal.RecordKind;
import health.salus.portal.summary.Summary.Fact;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SummariesTest {

    private final Summaries summaries =
            new Summaries(ZoneId.of("Europe/Berlin"), Locale.UK, (key, arguments) -> key + Arrays.toString(arguments));

    private Summary of(String type, String body) {
        String json = "{\"resourceType\":\"" + type + "\",\"id\":\"1\"" + (body.isEmpty() ? "" : ",") + body + "}";
        return summaries.of(
                new Document(new DocumentKey(type, "1"), "1", Instant.EPOCH, "Linden Hospital", Octets.utf8(json)));
    }

    private static List<String> fact(Summary summary, String label) {
        return summary.facts().stream()
                .filter(fact -> fact.label().equals(label))
                .map(Fact::values)
                .findFirst()
                .orElse(List.of());
    }

    @Test
    void aResultKeepsItsPrecisionAndSaysThatItIsHigh() {
        Summary summary = of("Observation", """
                "status":"final","code":{"coding":[{"code":"x","display":"HbA1c"}]},"effectiveDateTime":"2026-08-28",
                "valueQuantity":{"value":7.50,"unit":"%"},"interpretation":[{"coding":[{"code":"HH"}]}],
                "referenceRange":[{"low":{"value":4.0,"unit":"%"},"high":{"value":6.5,"unit":"%"}}]
                """);
        assertThat(summary.title()).contains("HbA1c");
        assertThat(summary.value()).contains("7.50 %");
        assertThat(summary.attention()).contains("high");
        assertThat(summary.kind()).isEqualTo(RecordKind.RESULTS);
        assertThat(fact(summary, "range")).containsExactly("4.0 % – 6.5 %");
        assertThat(summary.remarkableStatus()).isEmpty();
    }

    @Test
    void aPersonIsCalledByName() {
        Summary summary = of("Patient", """
                "name":[{"given":["Maria","Ana"],"family":"Lindqvist"}],"birthDate":"1961-04-09","gender":"female",
                "address":[{"line":["Hafenweg 3"],"postalCode":"20457","city":"Hamburg"}],
                "telecom":[{"system":"phone","value":"040 1234"}]
                """);
        assertThat(summary.title()).contains("Maria Ana Lindqvist");
        assertThat(fact(summary, "born")).singleElement().asString().contains("1961");
        assertThat(fact(summary, "address")).containsExactly("Hafenweg 3, 20457, Hamburg");
        assertThat(fact(summary, "telecom")).containsExactly("040 1234");
    }

    @Test
    void aPairOfComponentsIsReadAsOneValue() {
        Summary summary = of("Observation", """
                "code":{"text":"Blood pressure"},"component":[
                {"code":{"text":"Systolic"},"valueQuantity":{"value":128,"unit":"mm[Hg]"}},
                {"code":{"text":"Diastolic"},"valueQuantity":{"value":82,"unit":"mm[Hg]"}}]
                """);
        assertThat(summary.value()).contains("128 / 82 mm[Hg]");
        assertThat(fact(summary, "components")).containsExactly("Systolic: 128 mm[Hg]", "Diastolic: 82 mm[Hg]");
    }

    @Test
    void otherValueTypesAreReadToo() {
        assertThat(of("Observation", "\"valueString\":\"clear\"").value()).contains("clear");
        assertThat(of("Observation", "\"valueCodeableConcept\":{\"text\":\"A positive\"}")
                        .value())
                .contains("A positive");
        assertThat(of("Observation", "\"valueQuantity\":{\"value\":2,\"comparator\":\"<\",\"unit\":\"{score}\"}")
                        .value())
                .contains("<2 score");
        assertThat(of("Observation", "\"valueRange\":{\"low\":{\"value\":1,\"unit\":\"d\"}}")
                        .value())
                .contains("≥ 1 d");
    }

    @Test
    void whatWasEnteredInErrorSaysSo() {
        assertThat(of("Observation", "\"status\":\"entered-in-error\"").attention())
                .contains("entered-in-error");
        assertThat(of("Condition", "\"verificationStatus\":{\"coding\":[{\"code\":\"entered-in-error\"}]}")
                        .attention())
                .contains("entered-in-error");
    }

    @Test
    void aConditionLosesItsSemanticTag() {
        Summary summary = of("Condition", """
                "clinicalStatus":{"coding":[{"code":"resolved"}]},"onsetDateTime":"2021-03",
                "code":{"coding":[{"display":"Diabetes mellitus type 2 (disorder)"}]}
                """);
        assertThat(summary.title()).contains("Diabetes mellitus type 2");
        assertThat(summary.status()).contains("resolved");
        assertThat(summary.date().map(d -> d.format(ZoneId.of("UTC"), Locale.UK)))
                .contains("March 2021");
        assertThat(of("Condition", "\"code\":{\"text\":\"Pain (left)\"}").title())
                .contains("Pain (left)");
    }

    @Test
    void aSevereAllergyDrawsAttention() {
        Summary summary = of("AllergyIntolerance", """
                "code":{"text":"Penicillin"},"reaction":[
                {"manifestation":[{"text":"Hives"}],"severity":"severe"}]
                """);
        assertThat(summary.attention()).contains("severe");
        assertThat(fact(summary, "reaction")).containsExactly("Hives (severe)");
        assertThat(of("AllergyIntolerance", "\"criticality\":\"low\"").attention())
                .isEmpty();
    }

    @Test
    void aMedicineSaysHowToTakeIt() {
        assertThat(of("MedicationRequest", "\"dosageInstruction\":[{\"text\":\"One at night\"}]")
                        .value())
                .contains("One at night");
        assertThat(of("MedicationRequest", """
                                "dosageInstruction":[{"doseAndRate":[{"doseQuantity":{"value":1,"unit":"tablet"}}],
                                "timing":{"repeat":{"frequency":2,"period":1,"periodUnit":"d"}}}]
                                """).value()).contains("1 tablet, dosage.rhythm[2, dosage.every.d[1]]");
    }

    @Test
    void aVaccinationNotGivenSaysSo() {
        Summary summary = of("Immunization", "\"status\":\"not-done\",\"vaccineCode\":{\"text\":\"MMR\"}");
        assertThat(summary.attention()).contains("not-done");
    }

    @Test
    void aReportShowsItsConclusionAndItsText() {
        Summary summary = of("DiagnosticReport", """
                "code":{"text":"X-ray"},"conclusion":"No fracture.",
                "presentedForm":[{"contentType":"text/plain","data":"QWxsIHdlbGwu"},
                {"contentType":"application/pdf","data":"AAAA"}]
                """);
        assertThat(summary.notes()).extracting(Summary.Note::text).containsExactly("No fracture.", "All well.");
    }

    @Test
    void aVisitShowsWhenWhereAndWhy() {
        Summary summary = of("Encounter", """
                "class":{"display":"ambulatory"},"period":{"start":"2026-08-28T08:00:00+02:00","end":"2026-08-28T08:45:00+02:00"},
                "reasonCode":[{"text":"Check"}],"serviceProvider":{"display":"Linden Hospital"}
                """);
        assertThat(summary.title()).contains("ambulatory");
        assertThat(fact(summary, "period")).containsExactly("28 August 2026, 08:00 – 28 August 2026, 08:45");
        assertThat(fact(summary, "reason")).containsExactly("Check");
    }

    @Test
    void aTypeWithoutWordsOfItsOwnIsStillReadable() {
        Summary summary = of("CareTeam", "\"name\":\"Diabetes team\",\"status\":\"on-hold\"");
        assertThat(summary.title()).contains("Diabetes team");
        assertThat(summary.kind()).isEqualTo(RecordKind.CARE_PLANS);
        assertThat(summary.remarkableStatus()).contains("on-hold");
        assertThat(of("VisionPrescription", "").kind()).isEqualTo(RecordKind.OTHER);
    }

    @Test
    void nonsenseGivesAnEmptySummaryRatherThanAnError() {
        for (String body : List.of(
                "\"code\":42", "\"component\":\"x\"", "\"effectiveDateTime\":\"soon\"", "\"referenceRange\":[1,[]]")) {
            assertThat(of("Observation", body).date()).isEmpty();
        }
        Summary broken = summaries.of(
                new Document(new DocumentKey("Observation", "1"), "1", Instant.EPOCH, "X", Octets.utf8("{not json")));
        assertThat(broken.title()).isEmpty();
        assertThat(summaries.pretty(Octets.utf8("{not json"))).isEqualTo("{not json");
    }
}
