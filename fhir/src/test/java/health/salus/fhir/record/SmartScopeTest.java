package health.salus.fhir.record;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.fhir.record.SmartScope.Level;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmartScopeTest {

    private static SmartScope scope(String text) {
        return SmartScope.parse(text).orElseThrow();
    }

    @Test
    void readsLevelTypeLettersAndConstraints() {
        assertThat(scope("patient/Observation.rs?category=http://x|laboratory&code=y"))
                .isEqualTo(new SmartScope(
                        Level.PATIENT,
                        "Observation",
                        Set.of(Interaction.READ, Interaction.SEARCH),
                        Map.of("category", "http://x|laboratory", "code", "y")));
        assertThat(scope("system/*.cruds").interactions()).containsExactlyInAnyOrder(Interaction.values());
    }

    @Test
    void readsTheWordsOfVersionOne() {
        assertThat(scope("user/Patient.read").interactions())
                .containsExactlyInAnyOrder(Interaction.READ, Interaction.SEARCH);
        assertThat(scope("user/Patient.write").interactions())
                .containsExactlyInAnyOrder(Interaction.CREATE, Interaction.UPDATE, Interaction.DELETE);
        assertThat(scope("user/*.*").interactions()).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "openid",
                "patient/Observation",
                "patient/Observation.",
                "patient/Observation.sr",
                "patient/observation.r",
                "patient/Observation.rx",
                "everybody/*.rs",
                "patient/*.rs,user/*.rs",
                "patient/*.rs?category",
                "patient/*.rs?",
                "patient/../*.rs"
            })
    void whatIsNoClinicalScopeIsNone(String text) {
        assertThat(SmartScope.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "user/*.cruds|user/Observation.rs|true",
                "user/*.rs|user/*.rs|true",
                "user/*.rs|user/Observation.rs?category=lab|true",
                "user/Observation.rs|user/*.rs|false",
                "user/Observation.rs|user/Observation.rds|false",
                "user/*.rs|patient/*.rs|false",
                "user/Observation.rs?category=lab|user/Observation.rs|false",
                "user/Observation.rs?category=lab|user/Observation.rs?category=vital|false",
                "user/Observation.rs?category=lab|user/Observation.r?category=lab&code=x|true"
            })
    void coversWhatIsPartOfIt(String registered, String asked, boolean covered) {
        assertThat(scope(registered).covers(scope(asked))).isEqualTo(covered);
    }

    @Test
    void oneScopeOfSeveralIsEnough() {
        Scopes scopes = Scopes.of(List.of("openid", "user/Observation.s", "user/Patient.r"));
        assertThat(scopes.permit(Interaction.SEARCH, "Observation")).isTrue();
        assertThat(scopes.permit(Interaction.READ, "Observation")).isFalse();
        assertThat(scopes.permit(Interaction.READ, "Patient")).isTrue();
        assertThat(scopes.permit(Interaction.READ, "*")).isFalse();
        assertThat(scopes.permitReading()).isTrue();
    }

    @Test
    void aScopeThatCannotBeNarrowedAsItSaysGrantsNothing() {
        Scopes scopes = Scopes.of(List.of("user/Observation.rs?category=laboratory", "user/Patient.cud"));
        assertThat(scopes.permit(Interaction.SEARCH, "Observation")).isFalse();
        assertThat(scopes.permitReading()).isFalse();
    }
}
