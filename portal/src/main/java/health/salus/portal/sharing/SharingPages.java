package health.salus.portal.sharing;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.portal.Organisations;
import health.salus.portal.Passkey;
import health.salus.portal.Sharing;
import health.salus.portal.Sharing.Permit;
import health.salus.portal.Sharing.PermitRequest;
import health.salus.portal.Sharing.State;
import health.salus.portal.Signing.Preparation;
import health.salus.portal.account.SigningPasskeys;
import health.salus.portal.page.Fields;
import health.salus.portal.page.Refusals;
import health.salus.portal.page.Visitor;
import health.salus.portal.sign.PendingSignatures;
import health.salus.portal.sign.PendingSignatures.Pending;
import health.salus.portal.sign.PendingSignatures.Statement;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The list of permissions, and the way to a new one or to the end of one.
@Controller
public final class SharingPages {

    private static final String BASE = "/portal/sharing";

    private final Sharing sharing;
    private final Organisations organisations;
    private final SigningPasskeys passkeys;
    private final PendingSignatures pending;
    private final PermitLines lines;

    public SharingPages(
            Sharing sharing,
            Organisations organisations,
            SigningPasskeys passkeys,
            PendingSignatures pending,
            PermitLines lines) {
        this.sharing = sharing;
        this.organisations = organisations;
        this.passkeys = passkeys;
        this.pending = pending;
        this.lines = lines;
    }

    @GetMapping(BASE)
    String list(Visitor visitor, Model model) {
        List<Permit> permits = sharing.permits(visitor.caller(), visitor.ownSubject());
        model.addAttribute("inForce", lines.of(permits, List.of(State.IN_FORCE, State.NOT_YET)));
        model.addAttribute("drafts", lines.of(permits, List.of(State.DRAFT)));
        model.addAttribute("past", lines.of(permits, List.of(State.ENDED, State.WITHDRAWN)));
        return "portal/sharing";
    }

    @GetMapping(BASE + "/new")
    String form(Visitor visitor, Model model) {
        return form(visitor, model, PermitForm.blank());
    }

    /// Continues when the terms are complete; without a script the button of the organisation search lands here too.
    @PostMapping(BASE + "/new")
    String prepare(
            Visitor visitor,
            HttpServletResponse response,
            @RequestParam MultiValueMap<String, String> fields,
            Model model) {
        LocalDate today = lines.today();
        Fields filled = new Fields(fields);
        PermitForm form = PermitForm.parse(filled, organisations, today);
        if (filled.has("find")) {
            return form(visitor, model, form.unchecked());
        }
        Optional<Passkey> signer = passkeys.chosen(visitor, filled.line("passkey"));
        if (!form.sound() || signer.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return form(visitor, model, form);
        }
        PermitRequest request = form.request(today);
        String name = form.organisation().orElseThrow().name();
        return review(
                visitor,
                model,
                sharing.preparePermit(visitor.caller(), visitor.ownSubject(), request, signer.get()),
                new Plan(
                        "permit-" + request.decision().name(), lines.terms().statements(request, name), BASE + "/new"));
    }

    @GetMapping(BASE + "/organisations")
    String organisations(@RequestParam MultiValueMap<String, String> fields, Model model) {
        return PermitFormModel.fragment(model, organisations, new Fields(fields));
    }

    @GetMapping(BASE + "/{id}/withdraw")
    String confirmWithdrawal(Visitor visitor, @PathVariable String id, Model model) {
        model.addAttribute("permit", lines.of(find(visitor, id)));
        model.addAttribute("passkeys", passkeys.of(visitor));
        return "portal/withdraw";
    }

    @PostMapping(BASE + "/{id}/withdraw")
    String prepareWithdrawal(
            Visitor visitor, @PathVariable String id, @RequestParam Optional<String> passkey, Model model) {
        Permit permit = find(visitor, id);
        Optional<Passkey> signer = passkeys.chosen(visitor, passkey.orElse(""));
        if (signer.isEmpty()) {
            return confirmWithdrawal(visitor, id, model);
        }
        List<Statement> statements = new ArrayList<>();
        statements.add(new Statement("ends", List.of()));
        statements.addAll(lines.terms().statements(permit.terms(), permit.organisationName()));
        return review(
                visitor,
                model,
                sharing.prepareWithdrawal(visitor.caller(), visitor.ownSubject(), id, signer.get()),
                new Plan("withdraw", statements, BASE));
    }

    /// A link leads here: the review follows at once, where there is one passkey to sign with.
    @GetMapping(BASE + "/{id}/sign")
    String prepareSignature(
            Visitor visitor, @PathVariable String id, @RequestParam Optional<String> passkey, Model model) {
        Permit permit = find(visitor, id, List.of(State.DRAFT));
        List<Passkey> usable = passkeys.of(visitor);
        Optional<Passkey> signer = passkeys.chosen(visitor, passkey.orElse(""))
                .or(() -> usable.stream().findFirst());
        if (signer.isEmpty()) {
            return "redirect:/portal/account";
        }
        if (permit.abridged()) {
            // Nobody signs here what these pages cannot say in full.
            throw new SalusException(ErrorCode.NOT_FOUND, "the draft says more than these pages have words for");
        }
        return review(
                visitor,
                model,
                sharing.prepareSignature(visitor.caller(), visitor.ownSubject(), id, permit.version(), signer.get()),
                new Plan("draft", lines.terms().statements(permit.terms(), permit.organisationName()), BASE));
    }

    private record Plan(String action, List<Statement> statements, String back) {}

    private String review(Visitor visitor, Model model, Preparation preparation, Plan plan) {
        return switch (preparation) {
            case Preparation.Refused refused -> Refusals.show(model, refused.refusal());
            case Preparation.Ready ready ->
                "redirect:"
                        + pending.keep(
                                visitor.session(),
                                new Pending(ready.draft(), plan.action(), plan.statements(), plan.back(), BASE));
        };
    }

    private Permit find(Visitor visitor, String id) {
        return find(visitor, id, List.of(State.values()));
    }

    private Permit find(Visitor visitor, String id, List<State> states) {
        return sharing.permits(visitor.caller(), visitor.ownSubject()).stream()
                .filter(permit -> permit.id().equals(id) && states.contains(permit.state()))
                .findFirst()
                .orElseThrow(() -> new SalusException(ErrorCode.UNKNOWN_CONSENT, "no such permission"));
    }

    private String form(Visitor visitor, Model model, PermitForm form) {
        PermitFormModel.fill(model, form, organisations, lines.today());
        model.addAttribute("passkeys", passkeys.of(visitor));
        return "portal/share";
    }
}
