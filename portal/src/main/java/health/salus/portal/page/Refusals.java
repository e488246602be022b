package health.salus.portal.page;

import health.salus.portal.Refusal;
import org.springframework.ui.Model;

/// Shows a refusal as a page that explains it.
public final class Refusals {

    private Refusals() {}

    public static String show(Model model, Refusal refusal) {
        model.addAttribute("code", refusal.code().name());
        model.addAttribute("nextStep", refusal.code().nextStep());
        model.addAttribute("receipt", refusal.receipt().map(id -> id.value()).orElse(""));
        return "portal/refused";
    }
}
