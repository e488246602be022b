package health.salus.fhir.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import health.salus.fhir.FhirException;
import health.salus.fhir.Samples;
import health.salus.fhir.record.Candidates;
import health.salus.fhir.record.IdentifierToken;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.record.StoredResource;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SearchTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final String BASE = "https://node.example/fhir";

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                // Strings: by the beginning, without case and accents; a part of a name is enough.
                "name=ana true",
                "name=MULLER true",
                "name=üller false",
                "name:contains=ulle true",
                "family:exact=Müller true",
                "family:exact=müller false",
                "given=Zo true",
                "name=ulm false",
                "address=ulm true",
                "address-city=1 false",
                // Tokens
                "gender=female true",
                "gender=male false",
                "gender=http://hl7.org/fhir/administrative-gender|female true",
                "gender=http://other|female false",
                "gender:not=male true",
                "gender:not=female false",
                "gender=male,female true",
                "identifier=urn:oid:1.2.36|99é00 true",
                "identifier=99é00 true",
                "identifier=|99é00 false",
                "identifier=urn:oid:1.2.36| true",
                "identifier=urn:oid:1|99é00 false",
                "active=true true",
                "active=false false",
                "deceased=true false",
                "_security=R true",
                "_security=http://x|R false",
                "_id=p1 true",
                "_id=p2,p1 true",
                "_id=p2 false",
                "_profile=http://example.org/patient true",
                "_profile:below=http://example.org true",
                "_profile:below=http://example.o false",
                // Dates: the value's range within the query's
                "birthdate=1984-02-29 true",
                "birthdate=1984 true",
                "birthdate=1984-03 false",
                "birthdate=ne1984-03 true",
                "birthdate=gt1984-02-28 true",
                "birthdate=gt1984-02-29 false",
                "birthdate=gt1984 false",
                "birthdate=ge1984 true",
                "birthdate=lt1984-03-01 true",
                "birthdate=le1984-02-29 true",
                "birthdate=lt1984-02-29 false",
                "birthdate=sa1984-02-28 true",
                "birthdate=sa1984 false",
                "birthdate=eb1984-03 true",
                "birthdate=ap1985 true",
                "birthdate=ap2020 false",
                "birthdate=ge1980&birthdate=lt1990 true",
                "birthdate=ge1980&birthdate=lt1984 false",
                "_lastUpdated=2026-05-01T10:20:30.123Z true",
                "_lastUpdated=gt2026-05-01T10:20:30.123Z false",
                "_lastUpdated=ge2026-05-01 true",
                "_lastUpdated=lt2026-05-01T10:20:31Z true",
                "_lastUpdated=2026-04 false",
                // References
                "organization=http://other.example/fhir/Organization/o1 true",
                "organization=o1 false",
                "general-practitioner=Practitioner/17 true",
                "general-practitioner=17 true",
                "general-practitioner=Practitioner/1 false",
                "general-practitioner:Practitioner=17 true",
                "general-practitioner:Organization=17 false",
                "general-practitioner=https://node.example/fhir/Practitioner/17 true",
                // Whether there is a value
                "birthdate:missing=true false",
                "birthdate:missing=false true",
                "death-date:missing=true true",
                "email:missing=true true",
                // No condition
                "name= true",
            })
    void comparesAsTheStandardSays(String query, boolean matches) {
        assertThat(matches("Patient", query, Samples.PATIENT)).as(query).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "value-quantity=71.5 true",
                "value-quantity=72 true",
                "value-quantity=71 false",
                "value-quantity=71.50 true",
                "value-quantity=gt71 true",
                "value-quantity=gt71.5 false",
                "value-quantity=ge71.5 true",
                "value-quantity=ne72 false",
                "value-quantity=ap75 true",
                "value-quantity=71.5|http://unitsofmeasure.org|/min true",
                "value-quantity=71.5||/min true",
                "value-quantity=71.5||bpm false",
                "value-quantity=71.5|http://other|/min false",
                "value-quantity=7.15e1 true",
                "code=http://loinc.org|8867-4 true",
                "code=8867-4 true",
                "code:text=pulse true",
                "code:text=heart true",
                "code:text=rate false",
                "patient=p1 true",
                "patient=Patient/p1 true",
                "subject=Patient/p1 true",
                "subject:Patient=p1 true",
                "subject:Group=p1 false",
                "subject=p2 false",
                "date=2024-03-01 true",
                "date=2024-03-01T08:00:00Z true",
                "date=2024-03-01T09:00:00+01:00 true",
                "date=lt2024-03-01 false",
                "status=final true",
                "combo-code=8867-4 true",
            })
    void comparesObservations(String query, boolean matches) {
        assertThat(matches("Observation", query, Samples.OBSERVATION)).as(query).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-10,2024-01-20,eq2024-01,true", "2024-01-10,2024-02-20,eq2024-01,false", "2024-01-10,,eq2024-01,false",
        "2024-01-10,,gt2030,true", ",2024-01-20,lt1900,true", "2024-01-10,2024-01-20,ap2024-01-15,true",
        "2024-01-10,2024-01-20,sa2024-01-09,true", "2024-01-10,2024-01-20,eb2024-01-20,false",
                "2024-01-10,2024-01-20,eb2024-01-21,true",
    })
    void comparesPeriods(String start, String end, String value, boolean matches) {
        String period = "{" + (start == null ? "" : "\"start\":\"" + start + "\"")
                + (start == null || end == null ? "" : ",") + (end == null ? "" : "\"end\":\"" + end + "\"") + "}";
        String encounter = "{\"resourceType\":\"Encounter\",\"id\":\"e\",\"period\":" + period + "}";
        assertThat(matches("Encounter", "date=" + value, encounter)).isEqualTo(matches);
    }

    @Test
    void sorts() {
        List<StoredResource> patients = List.of(
                patient("a", "1990-01-01", 3),
                patient("b", "1980", 1),
                patient("c", null, 2),
                patient("d", "1985-05", 2));
        assertThat(ids("_sort=birthdate", patients)).containsExactly("b", "d", "a", "c");
        assertThat(ids("_sort=-birthdate", patients)).containsExactly("a", "d", "b", "c");
        assertThat(ids("_sort=_lastUpdated", patients)).containsExactly("b", "c", "d", "a");
        assertThat(ids("_sort=-_lastUpdated,-_id", patients)).containsExactly("a", "d", "c", "b");
        assertThat(ids("", patients)).containsExactly("a", "c", "d", "b");
    }

    @Test
    void narrowsWhatIsLookedAt() {
        assertThat(read("Observation", "patient=a,b&code=x").candidates().patients())
                .isEqualTo(Set.of("a", "b"));
        assertThat(read("Observation", "subject=Patient/a").candidates().patients())
                .isEqualTo(Set.of("a"));
        assertThat(read("Observation", "subject=a").candidates().patients()).isEmpty();
        assertThat(read("Observation", "subject=Patient/a,Group/b").candidates().patients())
                .isEmpty();
        assertThat(read("Patient", "_id=a,b").candidates().ids()).isEqualTo(Set.of("a", "b"));
        assertThat(read("Patient", "identifier=s|v").candidates())
                .extracting(Candidates::identifier)
                .isEqualTo(Optional.of(new IdentifierToken(Optional.of("s"), "v")));
    }

    @Test
    void leavesOutOrRefusesWhatItDoesNotKnow() {
        SearchQuery lenient = read("Patient", "shoe-size=9&name=a&_count=7");
        assertThat(lenient.ignored()).hasSize(1);
        assertThat(lenient.used()).extracting(QueryParameter::name).containsExactly("name", "_count");
        FhirException strict = catchThrowableOfType(
                FhirException.class,
                () -> QueryReader.read("Patient", QueryParameter.parse("shoe-size=9"), true, BASE, NOW));
        assertThat(strict.code()).isEqualTo(ErrorCode.UNSUPPORTED_PARAMETER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "birthdate=yesterday",
                "birthdate=2020-13",
                "name:sounds=a",
                "gender:exact=a",
                "birthdate:not=2020",
                "_count=many",
                "identifier=a|b|c",
                "_lastUpdated=x",
                "gender=|"
            })
    void refusesWhatMeansNothing(String query) {
        FhirException refusal = catchThrowableOfType(FhirException.class, () -> read("Patient", query));
        assertThat(refusal.code()).isIn(ErrorCode.UNSUPPORTED_PARAMETER, ErrorCode.MALFORMED);
    }

    @Test
    void escapesAreValues() {
        String patient = "{\"resourceType\":\"Patient\",\"id\":\"p\",\"name\":[{\"family\":\"a,b|c\"}]}";
        assertThat(matches("Patient", "family=a\\,b\\|c", patient)).isTrue();
        assertThat(matches("Patient", "family=b\\|c,x", patient)).isFalse();
        assertThat(matches("Patient", "family=a%5C,b%7Cc", patient)).isTrue();
    }

    private static SearchQuery read(String type, String query) {
        return QueryReader.read(type, QueryParameter.parse(query), false, BASE, NOW);
    }

    private static boolean matches(String type, String query, String json) {
        Instant updated = Instant.parse("2026-05-01T10:20:30.123456Z");
        var stored = new StoredResource(new ResourceId(type, "p1"), 1, updated, Octets.utf8(json));
        return !SearchEngine.matches(read(type, query), List.of(stored)).isEmpty();
    }

    private static List<String> ids(String query, List<StoredResource> candidates) {
        return SearchEngine.matches(read("Patient", query), candidates).stream()
                .map(resource -> resource.id().id())
                .toList();
    }

    private static StoredResource patient(String id, @Nullable String birthDate, int second) {
        String born = birthDate == null ? "" : ",\"birthDate\":\"" + birthDate + "\"";
        String json = "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\"" + born + "}";
        return new StoredResource(new ResourceId("Patient", id), 1, NOW.plusSeconds(second), Octets.utf8(json));
    }
}
