package health.salus.fhir.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.fhir.FhirException;
import health.salus.fhir.record.IdentifierToken;
import health.salus.fhir.structure.Issue;
import health.salus.kernel.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a query says besides what matches.
final class SearchQueryTest {
    @Test
    void strictHandlingNamesAllThatIsNotSupported() {
        assertRefused(
                "Patient?nmae=a&birthdate=2000&subject.name=b&_has:Observation:patient:code=1&_sort=colour",
                ErrorCode.UNSUPPORTED_PARAMETER,
                "'nmae'",
                "'subject.name'",
                "'_has:Observation:patient:code'",
                "'colour'");
    }

    @Test
    void lenientHandlingLeavesItOutOfTheSelfLink() {
        SearchQuery query = Searching.query(
                "Patient?nmae=a&birthdate=2000&general-practitioner.name=b&_sort=-colour,birthdate&_count=3&name=&_format=json",
                false);
        assertThat(query.used())
                .containsExactly(
                        new QueryParameter("birthdate", "2000"),
                        new QueryParameter("_sort", "birthdate"),
                        new QueryParameter("_count", "3"));
        assertThat(query.ignored())
                .extracting(Issue::text)
                .containsExactly(
                        "no search parameter 'nmae' on Patient",
                        "no search parameter 'general-practitioner.name' on Patient",
                        "_sort cannot be by 'colour'",
                        "the search parameter 'name' has no value");
        assertThat(query.count()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name:above=a", "birthdate:exact=2000", "gender:contains=a", "general-practitioner:Patient=1",
                "identifier:in=x", "_lastUpdated:not=2000", "name:=", "active:Patient=true"
            })
    void aModifierThatIsNotSupportedIsRefusedEvenLeniently(String parameter) {
        if (parameter.endsWith("=")) {
            assertThat(Searching.query("Patient?" + parameter, false).isUnrestricted())
                    .isTrue();
            return;
        }
        assertThatThrownBy(() -> Searching.query("Patient?" + parameter, false))
                .isInstanceOfSatisfying(
                        FhirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_PARAMETER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_count=-1",
                "_count=x",
                "_count=1000000000",
                "_total=some",
                "_summary=all",
                "active:missing=maybe",
                "general-practitioner:Practitioner=Organization/1",
                "identifier=|",
                "identifier:of-type=a|b"
            })
    void aValueThatCannotBeReadIsRefusedWithoutRepeatingIt(String parameter) {
        assertThatThrownBy(() -> Searching.query("Patient?" + parameter, false))
                .isInstanceOfSatisfying(FhirException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED);
                    assertThat(texts(e)).doesNotContain(parameter.substring(parameter.indexOf('=') + 1));
                });
    }

    @Test
    void limitsAreKept() {
        assertRefused("Patient?_id=" + "a,".repeat(1_001), ErrorCode.TOO_LARGE, "1000 values");
        assertRefused("Patient?_id=" + "a".repeat(100_001), ErrorCode.TOO_LARGE, "100000 characters");
        assertRefused("Patient?" + "_id=a&".repeat(201), ErrorCode.TOO_LARGE, "200 parameters");
        assertRefused("Person1?_id=a", ErrorCode.MALFORMED, "Person1");
    }

    private static void assertRefused(String query, ErrorCode code, String... details) {
        assertThatThrownBy(() -> Searching.query(query)).isInstanceOfSatisfying(FhirException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(texts(e)).contains(details);
        });
    }

    private static String texts(FhirException refusal) {
        return refusal.issues().stream().map(Issue::text).collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Patient?_id=a; a",
                "Patient?_id=a,b; a b",
                "Patient?_id=a,b&_id=a; a",
                "Patient?_id:not=a; ''",
                "Patient?name=a; ''",
                "Patient?link=Patient/2; ''",
                "Observation?patient=a; a",
                "Observation?patient=Patient/a,Patient/b; a b",
                "Observation?subject=Patient/a; a",
                "Observation?subject:Patient=a; a",
                "Observation?subject=a; ''",
                "Observation?subject=Patient/a,Group/b; ''",
                "Observation?patient:missing=true; ''",
                "Observation?patient:identifier=a; ''",
                "Observation?patient=a,b&subject=Patient/b; b",
                "Observation?patient=https://node.example/fhir/Patient/a; a",
                "Observation?patient=https://other.example/fhir/Patient/a; ''",
                "Encounter?patient=a&date=2020; a",
                "Observation?device=Device/1; ''",
                "Practitioner?_id=a; ''",
            })
    void aQuerySaysWhosePatientsRecordsItNeeds(String query, String patients) {
        assertThat(Searching.query(query).candidates().patients())
                .containsExactlyInAnyOrderElementsOf(patients.isEmpty() ? List.of() : List.of(patients.split(" ")));
    }

    @Test
    void aQuerySaysWhichIdsAndIdentifiersItNeeds() {
        assertThat(Searching.query("Observation?_id=a,b").candidates().ids()).containsExactlyInAnyOrder("a", "b");
        assertThat(Searching.query("Patient?identifier=urn:x|1").candidates().identifier())
                .hasValue(new IdentifierToken(Optional.of("urn:x"), "1"));
        for (String more : List.of("identifier=urn:x|1,2", "identifier=urn:y|", "identifier:not=urn:x|1", "name=a")) {
            assertThat(Searching.query("Patient?" + more).candidates().identifier())
                    .as(more)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Patient?identifier=urn:x|1&name=Ana; Patient?name=ANA&identifier=urn:x|1",
                "Patient?name=a,b; Patient?name=b,a,b",
                "Patient?name=a&name=a; Patient?name=a",
                "Patient?name=a&_sort=name&_count=3&_format=xml; Patient?name=a",
                "Patient?birthdate=2000; Patient?birthdate=eq2000",
                "Patient?birthdate=2000-01-01T00:00:00Z; Patient?birthdate=2000-01-01T01:00:00+01:00",
                "Observation?patient=a; Observation?patient=Patient/a",
                "Observation?subject:Patient=a; Observation?subject=Patient/a",
                "Observation?subject:Patient=a; Observation?subject=https://node.example/fhir/Patient/a",
                "Observation?code=ABC; Observation?code=abc",
                "Observation?value-quantity=gt5.0||mg; Observation?value-quantity=gt5||mg",
                "Observation?code-value-quantity=X$gt5.0; Observation?code-value-quantity=x$gt5",
            })
    void equalConditionsAreEqualText(String one, String other) {
        assertThat(Searching.query(one).normalised())
                .isEqualTo(Searching.query(other).normalised());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Patient?identifier=a; Patient?identifier=A",
                "Patient?identifier=a; Patient?identifier=|a",
                "Patient?identifier=a\\|b; Patient?identifier=a|b",
                "Patient?name=a\\,b; Patient?name=a,b",
                "Patient?name=a; Patient?name:exact=a",
                "Patient?name=a; Practitioner?name=a",
                "Patient?name=a&name=b; Patient?name=a,b",
                "Observation?value-quantity=5.0; Observation?value-quantity=5",
                "Observation?date=2000; Observation?date=ge2000",
                "Patient?gender=male; Patient?gender:not=male",
            })
    void differentConditionsAreDifferentText(String one, String other) {
        assertThat(Searching.query(one).normalised())
                .isNotEqualTo(Searching.query(other).normalised());
    }

    @Test
    void separatorsInValuesCannotPassForSeparators() {
        String one = QueryReader.read(
                        "Patient", List.of(new QueryParameter("name", "a&name=b")), true, Searching.BASE, Searching.NOW)
                .normalised();
        assertThat(one).isNotEqualTo(Searching.query("Patient?name=a&name=b").normalised());
    }

    @Test
    void acrossTypesParametersHoldForEachOfThem() {
        SearchQuery query = Searching.query("?_type=Condition,Observation&patient=p1");
        assertThat(query.types()).containsExactly("Condition", "Observation");
        String subject = "\"subject\":{\"reference\":\"Patient/p1\"}}";
        assertThat(query.matches(Searching.node("{\"resourceType\":\"Condition\",\"id\":\"1\"," + subject)))
                .isTrue();
        assertThat(query.matches(Searching.node("{\"resourceType\":\"Encounter\",\"id\":\"1\"," + subject)))
                .isFalse();
        assertRefused("?_type=Condition,Patient&patient=p1", ErrorCode.UNSUPPORTED_PARAMETER, "patient");
        assertRefused("?patient=p1", ErrorCode.UNSUPPORTED_PARAMETER, "patient");
        SearchQuery all = Searching.query("?_id=1");
        assertThat(all.types()).isEmpty();
        assertThat(all.matches(Searching.node("{\"resourceType\":\"Basic\",\"id\":\"1\"}")))
                .isTrue();
    }

    @Test
    void resultParametersAreRead() {
        assertThat(Searching.query("Patient?_total=accurate").total()).isEqualTo(Total.ACCURATE);
        assertThat(Searching.query("Patient?_summary=count").summary()).isEqualTo(Summary.COUNT);
        assertThat(Searching.query("Patient?_summary=text&_count=0").countOnly())
                .isTrue();
        assertThat(Searching.query("Patient?_count=0").countOnly()).isTrue();
        assertThat(Searching.query("Patient?_count=5000").count()).isEqualTo(SearchQuery.MAX_COUNT);
        assertThat(Searching.query("Patient").count()).isEqualTo(SearchQuery.DEFAULT_COUNT);
        assertThat(Searching.query("Patient?_elements=name,gender").elements()).containsExactly("name", "gender");
        assertThat(Searching.query("Patient?_count=2").isUnrestricted()).isTrue();
        assertThat(Searching.query("Patient?_id=2").isUnrestricted()).isFalse();
    }

    @Test
    void sortingPutsWhatHasNoValueLast() {
        List<ResourceNode> nodes = List.of(
                Searching.node("{\"resourceType\":\"Patient\",\"id\":\"1\",\"birthDate\":\"1990\"}"),
                Searching.node("{\"resourceType\":\"Patient\",\"id\":\"2\"}"),
                Searching.node(
                        "{\"resourceType\":\"Patient\",\"id\":\"3\",\"birthDate\":\"1980-05\",\"gender\":\"male\"}"),
                Searching.node(
                        "{\"resourceType\":\"Patient\",\"id\":\"4\",\"birthDate\":\"1990\",\"gender\":\"female\"}"));
        assertThat(ids("Patient?_sort=birthdate", nodes)).containsExactly("3", "1", "4", "2");
        assertThat(ids("Patient?_sort=-birthdate", nodes)).containsExactly("1", "4", "3", "2");
        assertThat(ids("Patient?_sort=-birthdate,gender", nodes)).containsExactly("4", "1", "3", "2");
        assertThat(ids("Patient?_sort=-_id", nodes)).containsExactly("4", "3", "2", "1");
        assertThat(ids("Patient?_sort=_lastUpdated", nodes)).containsExactly("1", "2", "3", "4");
    }

    @Test
    void theFirstOfSeveralValuesCounts() {
        List<ResourceNode> nodes = List.of(
                Searching.node(
                        "{\"resourceType\":\"Patient\",\"id\":\"1\",\"name\":[{\"family\":\"M\"},{\"family\":\"B\"}]}"),
                Searching.node(
                        "{\"resourceType\":\"Patient\",\"id\":\"2\",\"name\":[{\"family\":\"c\"},{\"family\":\"Ä\"}]}"));
        assertThat(ids("Patient?_sort=family", nodes)).containsExactly("2", "1");
        assertThat(ids("Patient?_sort=-family", nodes)).containsExactly("1", "2");
    }

    private static List<String> ids(String query, List<ResourceNode> nodes) {
        return Searching.query(query).sorted(nodes).stream()
                .map(ResourceNode::id)
                .toList();
    }
}
