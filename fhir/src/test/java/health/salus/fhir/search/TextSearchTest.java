package health.salus.fhir.search;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.fhir.Samples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Strings, tokens, references and addresses (R4 search.html#string, #token, #reference, #uri).
final class TextSearchTest {
    private static final String CONDITION = """
            {"resourceType":"Condition","id":"c1","meta":{"profile":["http://example.org/p|2"],
              "tag":[{"system":"http://example.org/tags","code":"a"}]},
             "identifier":[{"system":"urn:x","value":"aB|1","type":{"text":"Case number","coding":[{"system":"urn:t","code":"MR"}]}},
               {"value":"plain"}],
             "clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},
             "code":{"text":"Kopfschmerz, links","coding":[{"system":"http://snomed.info/sct","code":"25064002","display":"Headache"},
               {"code":"local"}]},
             "subject":{"reference":"Patient/p1/_history/3"},
             "encounter":{"reference":"https://other.example/fhir/Encounter/9"},
             "asserter":{"identifier":{"system":"urn:npi","value":"77"},"type":"Practitioner"}}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "name=ana; true",
                "name=AN; true",
                "name=na; false",
                "name=zoe; true",
                "name=mul; true",
                "name=MÜLLER; true",
                "family=muller; true",
                "family=mueller; false",
                "family:exact=Müller; true",
                "family:exact=müller; false",
                "family:contains=LLE; true",
                "given:contains=oe; true",
                "name=x,ana; true",
                "name=x&name=ana; false",
                "name=mul&name=ana; true",
                "address=ulm; true",
                "address=1  way; true",
                "address-city:contains=l; true",
                "gender=FEMALE; true",
                "gender=http://hl7.org/fhir/administrative-gender|female; true",
                "gender=http://example.org|female; false",
                "gender:not=male; true",
                "gender:not=male,female; false",
                "active=true; true",
                "active=false; false",
                "deceased=false; true",
                "deceased=true; false",
                "birthdate=1984-02-29; true",
                "birthdate:missing=false; true",
                "death-date:missing=true; true",
                "link:missing=true; true",
                "_id=p1; true",
                "_id=x,p1; true",
                "_id=P1; false",
                "_id:not=p1; false",
                "_security=R; true",
                "_profile=http://example.org/patient; true",
                "identifier=99é00; true",
                "general-practitioner=Practitioner/17; true",
                "general-practitioner=17; true",
                "general-practitioner:Practitioner=17; true",
                "general-practitioner:Organization=17; false",
                "general-practitioner=Practitioner/17/_history/2; true",
                "general-practitioner=Practitioner/17/_history/3; false",
                "organization=http://other.example/fhir/Organization/o1; true",
                "organization=o1; false",
            })
    void aPatientIsFound(String query, boolean matches) {
        assertThat(Searching.finds("Patient?" + query, Samples.PATIENT)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "code=25064002; true",
                "code=http://snomed.info/sct|25064002; true",
                "code=http://snomed.info/sct|; true",
                "code=|25064002; false",
                "code=|local; true",
                "code=LOCAL; true",
                "code=http://loinc.org|25064002; false",
                "code:text=kopf; true",
                "code:text=head; true",
                "code:text=ache; false",
                "code:text=kopfschmerz\\, links; true",
                "code:not=25064002; false",
                "code:not=1; true",
                "severity:not=1; true",
                "severity=1; false",
                "identifier=urn:x|aB\\|1; true",
                "identifier=urn:x|ab\\|1; false",
                "identifier=plain; true",
                "identifier=|plain; true",
                "identifier=urn:x|plain; false",
                "identifier:of-type=urn:t|MR|aB\\|1; true",
                "identifier:of-type=urn:t|SS|aB\\|1; false",
                "identifier:text=case; true",
                "subject=Patient/p1; true",
                "subject=p1; true",
                "subject:Patient=p1; true",
                "subject=Group/p1; false",
                "subject=https://node.example/fhir/Patient/p1; true",
                "patient=p1; true",
                "patient=Patient/p1; true",
                "patient=Patient/p; false",
                "patient=Patient/p11; false",
                "encounter=9; false",
                "encounter=https://other.example/fhir/Encounter/9; true",
                "asserter:identifier=urn:npi|77; true",
                "asserter:identifier=78; false",
                "asserter=77; false",
                "asserter:missing=false; true",
                "_tag=http://example.org/tags|a; true",
                "_profile=http://example.org/p; true",
                "_profile=http://example.org/p|2; true",
                "_profile=http://example.org/p|3; false",
                "_profile:below=http://example.org/; true",
                "_profile:above=http://example.org/p|2/more; true",
                "_profile:below=http://example.com/; false",
                "clinical-status=active; true",
            })
    void aConditionIsFound(String query, boolean matches) {
        assertThat(Searching.finds("Condition?" + query, CONDITION)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "code-value-quantity=http://loinc.org|8867-4$gt70; true",
                "code-value-quantity=http://loinc.org|8867-4$gt72; false",
                "code-value-quantity=8867-4$71.5|http://unitsofmeasure.org|/min; true",
                "code-value-quantity=x$1,8867-4$gt70; true",
                "component-code-value-quantity=a$le3; false",
                "component-code-value-quantity=8480-6$ge140; true",
                "component-code-value-quantity=8462-4$ge140; false",
                "combo-code-value-quantity=8867-4$gt70; true",
                "combo-code-value-quantity=8462-4$lt100; true",
            })
    void partsOfACompositeStandTogether(String query, boolean matches) {
        String observation = Searching.observation("""
                "code":{"coding":[{"system":"http://loinc.org","code":"8867-4"}]},
                "valueQuantity":{"value":71.5,"system":"http://unitsofmeasure.org","code":"/min"},
                "component":[
                  {"code":{"coding":[{"code":"8480-6"}]},"valueQuantity":{"value":150}},
                  {"code":{"coding":[{"code":"8462-4"}]},"valueQuantity":{"value":90}}]""");
        assertThat(Searching.finds("Observation?" + query, observation)).isEqualTo(matches);
    }
}
