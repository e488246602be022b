package health.salus.fhir.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.fhir.FhirException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Numbers and quantities (R4 search.html#number, #quantity).
final class NumberSearchTest {
    @ParameterizedTest
    @CsvSource({
        "100, 99.5, true",
        "100, 100.49, true",
        "100, 100.5, false",
        "100.00, 99.995, true",
        "100.00, 100.004, true",
        "100.00, 100.005, false",
        "1e2, 95, true",
        "1e2, 104.9, true",
        "1e2, 105, false",
        "1e2, 94.9, false",
        "ne100, 100.4, false",
        "ne100, 100.5, true",
        "lt100, 99.999, true",
        "lt100, 100, false",
        "le100, 100, true",
        "le100, 100.00001, false",
        "gt100, 100.00001, true",
        "gt100, 100, false",
        "ge100, 100, true",
        "sa100, 100, false",
        "eb100, 99, true",
        "ap100, 110, true",
        "ap100, 110.1, false",
        "ap-100, -91, true",
        "eq5.4, 5.35, true",
        "eq5.4, 5.45, false",
        "1e3, 1e3, true",
    })
    void precisionDecidesWhatIsEqual(String asked, String found, boolean matches) {
        String risk = "{\"resourceType\":\"RiskAssessment\",\"id\":\"r\",\"prediction\":[{\"probabilityDecimal\":%s}]}"
                .formatted(found);
        assertThat(Searching.finds("RiskAssessment?probability=" + asked, risk)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "5.4|http://unitsofmeasure.org|mg, true",
        "5.4|http://unitsofmeasure.org|g, false",
        "5.4|http://unitsofmeasure.org|MG, false",
        "5.4|http://unitsofmeasure.org|, true",
        "5.4|http://other.example|mg, false",
        "5.4||mg, true",
        "5.4||milligram, true",
        "5.4||gram, false",
        "5.4, true",
        "5.40, true",
        "5.5, false",
        "le5.4|http://unitsofmeasure.org|mg, true",
        "lt5.4|http://unitsofmeasure.org|mg, false",
        "ap5||mg, true",
    })
    void quantitiesCompareInTheirUnit(String asked, boolean matches) {
        String observation = Searching.observation("""
                "valueQuantity":{"value":5.40,"unit":"milligram","system":"http://unitsofmeasure.org","code":"mg"}""");
        assertThat(Searching.finds("Observation?value-quantity=" + asked, observation))
                .isEqualTo(matches);
    }

    @Test
    void aComparatorMakesAQuantityAnOpenRange() {
        String below = Searching.observation("\"valueQuantity\":{\"value\":5,\"comparator\":\"<\"}");
        assertThat(Searching.finds("Observation?value-quantity=lt3", below)).isTrue();
        assertThat(Searching.finds("Observation?value-quantity=gt5", below)).isFalse();
        assertThat(Searching.finds("Observation?value-quantity=5", below)).isFalse();
        String above = Searching.observation("\"valueQuantity\":{\"value\":5,\"comparator\":\">=\"}");
        assertThat(Searching.finds("Observation?value-quantity=gt300", above)).isTrue();
        assertThat(Searching.finds("Observation?value-quantity=eb300", above)).isFalse();
    }

    @Test
    void moneyIsCountedInItsCurrency() {
        String claim =
                "{\"resourceType\":\"Invoice\",\"id\":\"i\",\"totalGross\":{\"value\":12.5,\"currency\":\"EUR\"}}";
        assertThat(Searching.finds("Invoice?totalgross=12.5|urn:iso:std:iso:4217|EUR", claim))
                .isTrue();
        assertThat(Searching.finds("Invoice?totalgross=12.5||EUR", claim)).isTrue();
        assertThat(Searching.finds("Invoice?totalgross=12.5||USD", claim)).isFalse();
    }

    @Test
    void rangesOverlapOrAreContained() {
        String condition = """
                {"resourceType":"Condition","id":"c","onsetRange":{
                  "low":{"value":30,"unit":"a"},"high":{"value":40,"unit":"a"}}}""";
        assertThat(Searching.finds("Condition?onset-age=ge35||a", condition)).isTrue();
        assertThat(Searching.finds("Condition?onset-age=sa29||a", condition)).isTrue();
        assertThat(Searching.finds("Condition?onset-age=35||a", condition)).isFalse();
        assertThat(Searching.finds("Condition?onset-age=gt40||a", condition)).isFalse();
        assertThat(Searching.finds("Condition?onset-age=ge35||mo", condition)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"five", "", "1e", "1e9999", "--1", "0x10", "1|2", "1|2|3|4", "NaN", "gt"})
    void whatIsNoQuantityIsRefused(String text) {
        assertThatThrownBy(() -> Searching.query("Observation?value-quantity=" + text))
                .isInstanceOf(FhirException.class);
    }
}
