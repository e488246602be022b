package health.salus.portal.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.portal.PurposeOfUse;
import health.salus.portal.RecordKind;
import health.salus.portal.Sharing.Decision;
import health.salus.portal.Sharing.PermitRequest;
import health.salus.portal.page.Fields;
import health.salus.portal.sharing.PermitForm.Problem;
import health.salus.portal.world.People;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

class PermitFormTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-09-14");

    private final MultiValueMap<String, String> fields = new LinkedMultiValueMap<>();

    private PermitForm parse() {
        return PermitForm.parse(new Fields(fields), new People(), TODAY);
    }

    private List<String> reasons() {
        return parse().problems().stream().map(Problem::reason).toList();
    }

    private void fillIn() {
        fields.set("organisation", "harbour");
        fields.set("purpose", "TREAT");
        fields.set("decision", "PERMIT");
        fields.set("extent", "all");
        fields.set("term", "MONTH");
    }

    @Test
    void aCompleteFormIsARequest() {
        fillIn();
        assertThat(parse().request(TODAY))
                .isEqualTo(new PermitRequest(
                        Decision.PERMIT,
                        People.HARBOUR,
                        PurposeOfUse.TREAT,
                        Set.of(),
                        TODAY,
                        LocalDate.parse("2026-10-14")));
    }

    @Test
    void chosenKindsCountOnlyWhereSomeAreMeant() {
        fillIn();
        fields.put("kinds", List.of("MEDICINES", "ALLERGIES", "NONSENSE"));
        assertThat(parse().request(TODAY).kinds()).isEmpty();
        fields.set("extent", "some");
        assertThat(parse().request(TODAY).kinds())
                .containsExactlyInAnyOrder(RecordKind.MEDICINES, RecordKind.ALLERGIES);
    }

    @Test
    void everythingMissingIsNamed() {
        fields.set("extent", "some");
        fields.set("term", "UNTIL");
        assertThat(reasons())
                .containsExactly("organisation-missing", "purpose-missing", "kinds-missing", "until-missing");
    }

    @Test
    void theLastDayLiesAheadButNotTooFar() {
        fillIn();
        fields.set("term", "UNTIL");
        fields.set("until", "2026-09-13");
        assertThat(reasons()).containsExactly("until-past");
        fields.set("until", "2126-09-13");
        assertThat(reasons()).containsExactly("until-far");
        fields.set("until", "2026-09-14");
        assertThat(reasons()).isEmpty();
    }

    @Test
    void nonsenseIsMissingRatherThanAnError() {
        fillIn();
        fields.set("organisation", "<script>");
        fields.set("purpose", "ETREAT");
        assertThat(reasons()).containsExactly("organisation-missing", "purpose-missing");
    }
}
