package health.salus.portal.desk;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.portal.ClinicianDesk;
import health.salus.portal.ClinicianDesk.Patient;
import health.salus.portal.page.Fields;
import health.salus.portal.page.Formats;
import health.salus.portal.page.Visitor;
import java.util.List;
import java.util.Optional;
import org.springframework.ui.Model;

/// Patients as the pages of staff search for them and name them.
public final class FoundPatients {

    private final ClinicianDesk desk;
    private final Formats formats;

    public FoundPatients(ClinicianDesk desk, Formats formats) {
        this.desk = desk;
        this.formats = formats;
    }

    /// A patient as a line of a list.
    public record Line(String subject, String name, String born, String identifier) {}

    /// What `portal/found.html` shows: the text that was searched for, and who was found.
    public void search(Visitor visitor, Fields fields, Model model) {
        String text = fields.line("search");
        List<Line> found = text.isEmpty()
                ? List.of()
                : desk.find(visitor.caller(), text).stream().map(this::line).toList();
        model.addAttribute("search", text);
        model.addAttribute("found", found);
        model.addAttribute("full", found.size() >= ClinicianDesk.MAX_HITS);
    }

    public Optional<Line> line(Visitor visitor, SubjectId subject) {
        return desk.patient(visitor.caller(), subject).map(this::line);
    }

    public Line line(Patient patient) {
        return new Line(
                patient.subject().value(),
                patient.name(),
                patient.born().map(formats::day).orElse(""),
                patient.identifier());
    }

    /// @throws SalusException when the desk does not know the patient
    public Patient require(Visitor visitor, SubjectId subject) {
        return desk.patient(visitor.caller(), subject)
                .orElseThrow(() -> new SalusException(ErrorCode.UNKNOWN_SUBJECT, "not a patient of this organisation"));
    }
}
