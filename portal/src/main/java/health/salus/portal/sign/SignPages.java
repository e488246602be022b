package health.salus.portal.sign;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.portal.PortalConfig;
import health.salus.portal.Receipts.ReceiptId;
import health.salus.portal.Signing;
import health.salus.portal.Signing.Assertion;
import health.salus.portal.Signing.Submission;
import health.salus.portal.page.Fields;
import health.salus.portal.page.Refusals;
import health.salus.portal.page.Visitor;
import health.salus.portal.sign.PendingSignatures.Pending;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Shows what a signature will do, takes the signature, and says what became of it.
@Controller
public final class SignPages {

    static final String PATH = "/portal/sign";

    /// Bounds a field of an assertion: client data are some hundred bytes, the rest less.
    private static final int MAX_FIELD_LENGTH = 8_192;

    private final Signing signing;
    private final PendingSignatures pending;
    private final PortalConfig config;

    public SignPages(Signing signing, PendingSignatures pending, PortalConfig config) {
        this.signing = signing;
        this.pending = pending;
        this.config = config;
    }

    @GetMapping(PATH + "/{token}")
    String review(Visitor visitor, @PathVariable String token, Model model) {
        Pending draft = draft(visitor, token);
        model.addAttribute("pending", draft);
        model.addAttribute("path", PATH + "/" + token);
        model.addAttribute("challenge", draft.draft().challenge().base64Url());
        model.addAttribute("passkey", draft.draft().signer());
        model.addAttribute("relyingParty", config.relyingPartyId());
        return "portal/sign";
    }

    @PostMapping(PATH + "/{token}")
    String sign(
            Visitor visitor,
            @PathVariable String token,
            @RequestParam MultiValueMap<String, String> fields,
            Model model) {
        Pending draft = draft(visitor, token);
        Fields form = new Fields(fields);
        Assertion assertion = new Assertion(
                octets(form, "authenticatorData"), octets(form, "clientDataJson"), octets(form, "signature"));
        // One attempt a draft: after an answer it is either on the ledger or has to be made anew. A draft whose answer
        // was lost on the way stays, and submitting it again is harmless.
        Submission submission = signing.submit(visitor.caller(), draft.draft(), assertion);
        pending.forget(visitor.session(), token);
        return switch (submission) {
            case Submission.Refused refused -> Refusals.show(model, refused.refusal());
            case Submission.Accepted accepted -> {
                model.addAttribute("pending", draft);
                model.addAttribute(
                        "receipt", accepted.receipt().map(ReceiptId::value).orElse(""));
                yield "portal/signed";
            }
        };
    }

    private Pending draft(Visitor visitor, String token) {
        return pending.find(visitor.session(), token)
                .orElseThrow(() -> new SalusException(ErrorCode.EXPIRED, "the draft was signed or is too old"));
    }

    private static Octets octets(Fields form, String name) {
        String base64Url = form.exact(name);
        if (base64Url.isEmpty()) {
            throw new SalusException(ErrorCode.MALFORMED, "the signature is missing: " + name);
        }
        if (base64Url.length() > MAX_FIELD_LENGTH) {
            throw new SalusException(ErrorCode.TOO_LARGE, "a field of an assertion has " + MAX_FIELD_LENGTH + " bytes");
        }
        return Octets.ofBase64Url(base64Url);
    }
}
