package health.salus.portal.sharing;

import health.salus.portal.Organisations;
import health.salus.portal.Organisations.Organisation;
import health.salus.portal.RecordKind;
import health.salus.portal.Sharing;
import health.salus.portal.page.Fields;
import java.time.LocalDate;
import java.util.List;
import org.springframework.ui.Model;

/// What the form for terms offers to choose from.
public final class PermitFormModel {

    /// As many as fit on a phone without losing the search field.
    private static final int MAX_ORGANISATIONS = 8;

    private PermitFormModel() {}

    public static void fill(Model model, PermitForm form, Organisations organisations, LocalDate today) {
        model.addAttribute("form", form);
        model.addAttribute("found", found(organisations, form.search()));
        model.addAttribute("purposes", PermitForm.PURPOSES);
        model.addAttribute("kinds", RecordKind.values());
        model.addAttribute("terms", PermitForm.Term.values());
        model.addAttribute("earliest", today);
        model.addAttribute("latest", today.plusDays(Sharing.MAX_DAYS));
    }

    /// The part of the form that changes while a name is typed.
    public static String fragment(Model model, Organisations organisations, Fields fields) {
        model.addAttribute("found", found(organisations, fields.line("search")));
        model.addAttribute(
                "form", PermitForm.parse(fields, organisations, LocalDate.MIN).unchecked());
        return "portal/terms :: organisations";
    }

    private static List<Organisation> found(Organisations organisations, String search) {
        return organisations.search(search.strip(), MAX_ORGANISATIONS);
    }
}
