package health.salus.portal.desk;

import health.salus.kernel.SubjectId;
import health.salus.portal.Caller;
import health.salus.portal.ClinicianDesk;
import health.salus.portal.ClinicianDesk.Opening;
import health.salus.portal.ClinicianDesk.Patient;
import health.salus.portal.PurposeOfUse;
import health.salus.portal.Refusal;
import health.salus.portal.desk.OpenRecords.Open;
import health.salus.portal.page.Fields;
import health.salus.portal.page.Visitor;
import jakarta.servlet.http.HttpServletResponse;
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

/// Finding patients, and opening and closing their records.
@Controller
public final class DeskPages {

    static final String BASE = "/portal/patients";

    private static final int MIN_REASON_LENGTH = 10;
    private static final int MAX_REASON_LENGTH = 500;

    private static final List<PurposeOfUse> PURPOSES =
            List.of(PurposeOfUse.TREAT, PurposeOfUse.HOPERAT, PurposeOfUse.HRESCH, PurposeOfUse.ETREAT);

    private final ClinicianDesk desk;
    private final OpenRecords open;
    private final FoundPatients patients;

    public DeskPages(ClinicianDesk desk, OpenRecords open, FoundPatients patients) {
        this.desk = desk;
        this.open = open;
        this.patients = patients;
    }

    @GetMapping(BASE)
    String find(Visitor visitor, @RequestParam MultiValueMap<String, String> fields, Model model) {
        patients.search(visitor, new Fields(fields), model);
        return "portal/patients";
    }

    @GetMapping(BASE + "/{subject}/open")
    String ask(Visitor visitor, @PathVariable SubjectId subject, Model model) {
        return ask(patients.require(visitor, subject), model, "");
    }

    @PostMapping(BASE + "/{subject}/open")
    String open(
            Visitor visitor,
            HttpServletResponse response,
            @PathVariable SubjectId subject,
            @RequestParam MultiValueMap<String, String> fields,
            Model model) {
        Patient patient = patients.require(visitor, subject);
        Fields form = new Fields(fields);
        Optional<PurposeOfUse> chosen =
                form.choice("purpose", PurposeOfUse.values()).filter(PURPOSES::contains);
        boolean emergency = chosen.filter(PurposeOfUse.ETREAT::equals).isPresent();
        String why = form.text("reason", MAX_REASON_LENGTH);
        if (chosen.isEmpty() || (emergency && why.length() < MIN_REASON_LENGTH)) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("reason", why);
            model.addAttribute("chosen", chosen.map(Enum::name).orElse(""));
            return ask(patient, model, chosen.isEmpty() ? "purpose" : "reason");
        }
        Caller caller = visitor.caller().withPurpose(chosen.get());
        return switch (desk.open(caller, subject, emergency ? Optional.of(why) : Optional.empty())) {
            case Opening.Opened opened -> {
                open.add(visitor.session(), subject, new Open(chosen.get(), opened.until()));
                yield "redirect:" + BASE + "/" + subject.value() + "/record";
            }
            case Opening.Refused refused -> {
                response.setStatus(HttpStatus.FORBIDDEN.value());
                yield refused(patient, chosen.get(), refused.refusal(), model);
            }
        };
    }

    @PostMapping(BASE + "/{subject}/close")
    String close(Visitor visitor, @PathVariable SubjectId subject) {
        open.close(visitor.session(), subject);
        return "redirect:" + BASE;
    }

    private String refused(Patient patient, PurposeOfUse purpose, Refusal refusal, Model model) {
        model.addAttribute("patient", patients.line(patient));
        model.addAttribute("purpose", purpose.name());
        model.addAttribute("code", refusal.code().name());
        model.addAttribute("nextStep", refusal.code().nextStep());
        model.addAttribute("receipt", refusal.receipt().map(id -> id.value()).orElse(""));
        return "portal/record-refused";
    }

    private String ask(Patient patient, Model model, String problem) {
        model.addAttribute("patient", patients.line(patient));
        model.addAttribute("purposes", PURPOSES);
        model.addAttribute("problem", problem);
        model.addAttribute("maxReason", MAX_REASON_LENGTH);
        return "portal/open";
    }
}
