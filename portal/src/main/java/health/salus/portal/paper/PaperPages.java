package health.salus.portal.paper;

import health.salus.kernel.SubjectId;
import health.salus.portal.ClinicianDesk.Patient;
import health.salus.portal.Organisations;
import health.salus.portal.PaperConsents;
import health.salus.portal.PaperConsents.Consent;
import health.salus.portal.PaperConsents.Paper;
import health.salus.portal.Passkey;
import health.salus.portal.Sharing.PermitRequest;
import health.salus.portal.Signing.Preparation;
import health.salus.portal.account.SigningPasskeys;
import health.salus.portal.desk.FoundPatients;
import health.salus.portal.page.Fields;
import health.salus.portal.page.Formats;
import health.salus.portal.page.Refusals;
import health.salus.portal.page.Visitor;
import health.salus.portal.sharing.PermitForm;
import health.salus.portal.sharing.PermitFormModel;
import health.salus.portal.sharing.PermitLines;
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

/// Finding the patient and entering the terms of the signed form.
@Controller
public final class PaperPages {

    private static final String BASE = "/portal/paper";

    private final FoundPatients patients;
    private final Organisations organisations;
    private final PermitLines lines;
    private final Formats formats;
    private final Signatures signatures;

    /// How staff sign.
    public record Signatures(PaperConsents papers, SigningPasskeys passkeys, PendingSignatures pending) {}

    public PaperPages(
            FoundPatients patients,
            Organisations organisations,
            PermitLines lines,
            Formats formats,
            Signatures signatures) {
        this.patients = patients;
        this.organisations = organisations;
        this.lines = lines;
        this.formats = formats;
        this.signatures = signatures;
    }

    @GetMapping(BASE)
    String find(Visitor visitor, @RequestParam MultiValueMap<String, String> fields, Model model) {
        patients.search(visitor, new Fields(fields), model);
        return "portal/paper";
    }

    @GetMapping(BASE + "/organisations")
    String organisations(@RequestParam MultiValueMap<String, String> fields, Model model) {
        return PermitFormModel.fragment(model, organisations, new Fields(fields));
    }

    @GetMapping(BASE + "/{subject}")
    String form(Visitor visitor, @PathVariable SubjectId subject, Model model) {
        return form(visitor, patients.require(visitor, subject), model, PermitForm.blank(), new PaperForm("", "", ""));
    }

    /// What was entered about the paper itself; `problem` is the end of a message key.
    public record PaperForm(String reference, String signedOn, String problem) {}

    @PostMapping(BASE + "/{subject}")
    String prepare(
            Visitor visitor,
            HttpServletResponse response,
            @PathVariable SubjectId subject,
            @RequestParam MultiValueMap<String, String> fields,
            Model model) {
        Patient patient = patients.require(visitor, subject);
        LocalDate today = lines.today();
        Fields filled = new Fields(fields);
        PermitForm form = PermitForm.parse(filled, organisations, today);
        String reference = filled.line("reference");
        String signedOn = filled.line("signedOn");
        if (filled.has("find")) {
            return form(visitor, patient, model, form.unchecked(), new PaperForm(reference, signedOn, ""));
        }
        Optional<Paper> paper = paper(reference, filled.day("signedOn"), today);
        Optional<Passkey> signer = signatures.passkeys().chosen(visitor, filled.line("passkey"));
        if (!form.sound() || paper.isEmpty() || signer.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            String problem = paper.isEmpty() ? "paper" : "";
            return form(visitor, patient, model, form, new PaperForm(reference, signedOn, problem));
        }
        PermitRequest request = form.request(today);
        Consent consent = new Consent(subject, request, paper.get());
        List<Statement> statements = new ArrayList<>();
        statements.add(new Statement("patient", List.of(patient.name())));
        statements.addAll(lines.terms()
                .statements(request, form.organisation().orElseThrow().name()));
        statements.add(new Statement(
                "paper", List.of(reference, formats.day(paper.get().signedOn()))));
        return switch (signatures.papers().prepare(visitor.caller(), consent, signer.get())) {
            case Preparation.Refused refused -> Refusals.show(model, refused.refusal());
            case Preparation.Ready ready ->
                "redirect:"
                        + signatures
                                .pending()
                                .keep(
                                        visitor.session(),
                                        new Pending(
                                                ready.draft(),
                                                "paper",
                                                statements,
                                                BASE + "/" + subject.value(),
                                                BASE));
        };
    }

    /// A form number without blanks or names, and a day that has come.
    private static Optional<Paper> paper(String reference, Optional<LocalDate> signedOn, LocalDate today) {
        if (!reference.matches("[A-Za-z0-9./_-]{1,64}")) {
            return Optional.empty();
        }
        return signedOn.filter(day -> !day.isAfter(today)).map(day -> new Paper(reference, day));
    }

    private String form(Visitor visitor, Patient patient, Model model, PermitForm form, PaperForm paper) {
        PermitFormModel.fill(model, form, organisations, lines.today());
        model.addAttribute("patient", patients.line(patient));
        model.addAttribute("paper", paper);
        model.addAttribute("passkeys", signatures.passkeys().of(visitor));
        return "portal/paper-form";
    }
}
