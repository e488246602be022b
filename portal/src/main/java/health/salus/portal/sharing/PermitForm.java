package health.salus.portal.sharing;

import health.salus.kernel.OrganisationId;
import health.salus.kernel.SalusException;
import health.salus.portal.Organisations;
import health.salus.portal.Organisations.Organisation;
import health.salus.portal.PurposeOfUse;
import health.salus.portal.RecordKind;
import health.salus.portal.Sharing;
import health.salus.portal.Sharing.Decision;
import health.salus.portal.Sharing.PermitRequest;
import health.salus.portal.page.Fields;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The form for the terms of a permission, as it was filled in. It can be shown again with what was wrong.
///
/// @param problems field to the end of a message key
public record PermitForm(
        Decision decision,
        Optional<Organisation> organisation,
        String search,
        Optional<PurposeOfUse> purpose,
        boolean everything,
        Set<RecordKind> kinds,
        Term term,
        String until,
        List<Problem> problems) {

    /// Purposes that a person chooses from; the others concern no organisation a patient would name.
    public static final List<PurposeOfUse> PURPOSES =
            List.of(PurposeOfUse.TREAT, PurposeOfUse.HPAYMT, PurposeOfUse.HRESCH, PurposeOfUse.HOPERAT);

    /// A field and what is wrong with it; `reason` is the end of a message key.
    public record Problem(String field, String reason) {}

    /// How long a permission is meant to last.
    public enum Term {
        WEEK(7),
        MONTH(30),
        YEAR(365),
        UNTIL(0);

        private final int days;

        Term(int days) {
            this.days = days;
        }
    }

    public static PermitForm blank() {
        return new PermitForm(
                Decision.PERMIT,
                Optional.empty(),
                "",
                Optional.of(PurposeOfUse.TREAT),
                true,
                Set.of(),
                Term.MONTH,
                "",
                List.of());
    }

    /// Reads what was filled in, naming what is missing or wrong.
    public static PermitForm parse(Fields fields, Organisations organisations, LocalDate today) {
        Set<RecordKind> kinds = EnumSet.noneOf(RecordKind.class);
        fields.all("kinds")
                .forEach(name -> Fields.choiceOf(name, RecordKind.values()).ifPresent(kinds::add));
        PermitForm form = new PermitForm(
                fields.choice("decision", Decision.values()).orElse(Decision.PERMIT),
                organisation(fields.line("organisation"), organisations),
                fields.line("search"),
                fields.choice("purpose", PurposeOfUse.values()).filter(PURPOSES::contains),
                !fields.line("extent").equals("some"),
                kinds,
                fields.choice("term", Term.values()).orElse(Term.MONTH),
                fields.line("until"),
                List.of());
        return form.withProblems(form.check(today));
    }

    /// The request that the form amounts to; only for a form without problems.
    public PermitRequest request(LocalDate today) {
        return new PermitRequest(
                decision,
                organisation.orElseThrow().id(),
                purpose.orElseThrow(),
                everything ? Set.of() : kinds,
                today,
                lastDay(today).orElseThrow());
    }

    /// The same without complaints, for a form that is not finished yet.
    public PermitForm unchecked() {
        return withProblems(List.of());
    }

    public boolean sound() {
        return problems.isEmpty();
    }

    /// The message key's end of what is wrong with a field, for the template.
    public String problem(String field) {
        return problems.stream()
                .filter(problem -> problem.field().equals(field))
                .map(Problem::reason)
                .findFirst()
                .orElse("");
    }

    private List<Problem> check(LocalDate today) {
        List<Problem> found = new ArrayList<>();
        if (organisation.isEmpty()) {
            found.add(new Problem("organisation", "organisation-missing"));
        }
        if (purpose.isEmpty()) {
            found.add(new Problem("purpose", "purpose-missing"));
        }
        if (!everything && kinds.isEmpty()) {
            found.add(new Problem("kinds", "kinds-missing"));
        }
        Optional<LocalDate> last = lastDay(today);
        if (last.isEmpty()) {
            found.add(new Problem("until", "until-missing"));
        } else if (last.get().isBefore(today)) {
            found.add(new Problem("until", "until-past"));
        } else if (last.get().isAfter(today.plusDays(Sharing.MAX_DAYS))) {
            found.add(new Problem("until", "until-far"));
        }
        return found;
    }

    private Optional<LocalDate> lastDay(LocalDate today) {
        if (term != Term.UNTIL) {
            return Optional.of(today.plusDays(term.days));
        }
        try {
            return Optional.of(LocalDate.parse(until));
        } catch (DateTimeParseException notADay) {
            return Optional.empty();
        }
    }

    private PermitForm withProblems(List<Problem> found) {
        return new PermitForm(decision, organisation, search, purpose, everything, kinds, term, until, found);
    }

    private static Optional<Organisation> organisation(String id, Organisations organisations) {
        try {
            return id.isEmpty() ? Optional.empty() : organisations.find(new OrganisationId(id));
        } catch (SalusException notAnId) {
            return Optional.empty();
        }
    }
}
