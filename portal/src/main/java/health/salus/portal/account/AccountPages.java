package health.salus.portal.account;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.portal.Passkey;
import health.salus.portal.Signing.Preparation;
import health.salus.portal.SigningKeys;
import health.salus.portal.SigningKeys.Enrolment;
import health.salus.portal.SigningKeys.Standing;
import health.salus.portal.page.Formats;
import health.salus.portal.page.Refusals;
import health.salus.portal.page.Visitor;
import health.salus.portal.sign.PendingSignatures;
import health.salus.portal.sign.PendingSignatures.Pending;
import health.salus.portal.sign.PendingSignatures.Statement;
import health.salus.portal.signin.Passkeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/// Passkeys: added, registered for signing, removed.
@Controller
public final class AccountPages {

    private static final String BASE = "/portal/account";

    private final Passkeys passkeys;
    private final SigningKeys keys;
    private final SigningPasskeys signing;
    private final PendingSignatures pending;
    private final Formats formats;

    public AccountPages(
            Passkeys passkeys, SigningKeys keys, SigningPasskeys signing, PendingSignatures pending, Formats formats) {
        this.passkeys = passkeys;
        this.keys = keys;
        this.signing = signing;
        this.pending = pending;
        this.formats = formats;
    }

    /// A passkey as a line of the list; `standing` is the end of a message key.
    public record Line(String id, String label, String created, String lastUsed, String standing) {}

    @GetMapping(BASE)
    String account(Visitor visitor, Model model) {
        List<Passkey> own = passkeys.of(visitor.account().username());
        Map<String, Standing> standings = keys.standings(visitor.caller(), own);
        model.addAttribute("account", visitor.account());
        model.addAttribute(
                "passkeys",
                own.stream().map(passkey -> line(passkey, standings)).toList());
        return "portal/account";
    }

    private Line line(Passkey passkey, Map<String, Standing> standings) {
        return new Line(
                passkey.id(),
                passkey.label(),
                formats.day(passkey.created()),
                passkey.lastUsed().map(formats::moment).orElse(""),
                standings.getOrDefault(passkey.id(), Standing.UNREGISTERED).name());
    }

    /// Registers a passkey on the ledger; the page's script calls this right after the browser created it.
    @PostMapping(BASE + "/passkeys/enrol")
    String enrol(
            Visitor visitor,
            @RequestParam String id,
            @RequestParam Optional<String> signer,
            Model model,
            RedirectAttributes after) {
        Passkey added = own(visitor, id);
        return switch (keys.enrol(visitor.caller(), added)) {
            case Enrolment.InForce _ -> {
                after.addFlashAttribute("notice", "enrolled");
                yield "redirect:" + BASE;
            }
            case Enrolment.InForceFrom later -> {
                after.addFlashAttribute("notice", "pending");
                after.addFlashAttribute("noticeDay", formats.moment(later.from()));
                yield "redirect:" + BASE;
            }
            case Enrolment.Refused refused -> Refusals.show(model, refused.refusal());
            case Enrolment.MustBeSigned _ ->
                with(
                        visitor,
                        signer,
                        model,
                        new Question("enrol", added),
                        by -> review(
                                visitor,
                                model,
                                keys.prepareEnrolment(visitor.caller(), added, by),
                                "enrol",
                                List.of(new Statement("new-passkey", List.of(added.label())))));
        };
    }

    @GetMapping(BASE + "/passkeys/{id}/remove")
    String confirmRemoval(Visitor visitor, @PathVariable String id, Model model) {
        Passkey removed = own(visitor, id);
        model.addAttribute("passkey", line(removed, keys.standings(visitor.caller(), List.of(removed))));
        model.addAttribute("last", passkeys.of(visitor.account().username()).size() == 1);
        model.addAttribute("passkeys", signing.of(visitor));
        return "portal/remove-passkey";
    }

    /// A key that is in force is revoked on the ledger first; only then does it stop signing in.
    @PostMapping(BASE + "/passkeys/{id}/remove")
    String remove(
            Visitor visitor,
            @PathVariable String id,
            @RequestParam Optional<String> signer,
            Model model,
            RedirectAttributes after) {
        Passkey removed = own(visitor, id);
        Standing standing = keys.standings(visitor.caller(), List.of(removed)).getOrDefault(id, Standing.UNREGISTERED);
        if (standing == Standing.IN_FORCE) {
            return with(
                    visitor,
                    signer,
                    model,
                    new Question("remove", removed),
                    by -> review(
                            visitor,
                            model,
                            keys.prepareRevocation(visitor.caller(), removed, by),
                            "revoke",
                            List.of(new Statement("old-passkey", List.of(removed.label())))));
        }
        passkeys.remove(visitor.account().username(), id);
        after.addFlashAttribute("notice", "removed");
        return "redirect:" + BASE;
    }

    /// What a signer is asked for; `action` is the end of a message key and of the path.
    public record Question(String action, Passkey about) {}

    /// What a passkey signs for.
    @FunctionalInterface
    private interface Signature {
        String prepare(Passkey signer);
    }

    /// Continues with the chosen signer, or asks which one where there are several.
    private String with(Visitor visitor, Optional<String> signer, Model model, Question question, Signature then) {
        Optional<Passkey> chosen = signing.chosen(visitor, signer.orElse(""));
        if (chosen.isPresent()) {
            return then.prepare(chosen.get());
        }
        model.addAttribute("question", question);
        model.addAttribute("passkeys", signing.of(visitor));
        return "portal/choose-passkey";
    }

    private String review(
            Visitor visitor, Model model, Preparation preparation, String action, List<Statement> statements) {
        return switch (preparation) {
            case Preparation.Refused refused -> Refusals.show(model, refused.refusal());
            case Preparation.Ready ready ->
                "redirect:"
                        + pending.keep(visitor.session(), new Pending(ready.draft(), action, statements, BASE, BASE));
        };
    }

    private Passkey own(Visitor visitor, String id) {
        return passkeys.find(visitor.account().username(), id)
                .orElseThrow(() -> new SalusException(ErrorCode.NOT_FOUND, "no such passkey"));
    }
}
