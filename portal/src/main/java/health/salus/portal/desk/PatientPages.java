package health.salus.portal.desk;

import health.salus.kernel.SubjectId;
import health.salus.portal.Caller;
import health.salus.portal.PatientRecord.DocumentKey;
import health.salus.portal.RecordKind;
import health.salus.portal.desk.OpenRecords.Open;
import health.salus.portal.page.Formats;
import health.salus.portal.page.Refusals;
import health.salus.portal.page.Visitor;
import health.salus.portal.record.RecordView;
import health.salus.portal.record.RecordView.Look;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// A patient's record as a clinician sees it, within what the patient permitted.
@Controller
public final class PatientPages {

    private final RecordView view;
    private final OpenRecords open;
    private final FoundPatients patients;
    private final Formats formats;

    public PatientPages(RecordView view, OpenRecords open, FoundPatients patients, Formats formats) {
        this.view = view;
        this.open = open;
        this.patients = patients;
        this.formats = formats;
    }

    /// Says throughout whose record it is, why it is open and how long.
    public record Banner(FoundPatients.Line patient, String purpose, String until, String close) {}

    @GetMapping(DeskPages.BASE + "/{subject}/record")
    String record(
            Visitor visitor,
            @PathVariable SubjectId subject,
            @RequestParam Optional<RecordKind> kind,
            @RequestParam(defaultValue = "0") int from,
            Model model) {
        return whileOpen(visitor, subject, model, caller -> {
            Look<RecordView.Timeline> timeline = view.timeline(caller, subject, kind, Math.max(0, from));
            if (timeline instanceof Look.Seen<RecordView.Timeline> seen) {
                model.addAttribute("timeline", seen.what());
            }
            if (timeline instanceof Look.NotSeen<?> refused) {
                return Refusals.show(model, refused.refusal());
            }
            return visitor.partial()
                    ? "portal/record :: timeline"
                    : show(model, view.overview(caller, subject), "overview", "portal/record");
        });
    }

    @GetMapping(DeskPages.BASE + "/{subject}/record/{type}/{id}")
    String document(
            Visitor visitor,
            @PathVariable SubjectId subject,
            @PathVariable String type,
            @PathVariable String id,
            Model model) {
        return whileOpen(
                visitor,
                subject,
                model,
                caller ->
                        show(model, view.page(caller, subject, new DocumentKey(type, id)), "page", "portal/document"));
    }

    @GetMapping(DeskPages.BASE + "/{subject}/record/{type}/{id}/source")
    String source(
            Visitor visitor,
            @PathVariable SubjectId subject,
            @PathVariable String type,
            @PathVariable String id,
            Model model) {
        DocumentKey key = new DocumentKey(type, id);
        model.addAttribute("key", key);
        String template = visitor.partial() ? "portal/source :: source" : "portal/source";
        return whileOpen(
                visitor, subject, model, caller -> show(model, view.source(caller, subject, key), "source", template));
    }

    private String whileOpen(Visitor visitor, SubjectId subject, Model model, Function<Caller, String> page) {
        String path = DeskPages.BASE + "/" + subject.value();
        Optional<Open> opened = open.find(visitor.session(), subject);
        if (opened.isEmpty()) {
            return "redirect:" + path + "/open";
        }
        String base = path + "/record";
        model.addAttribute("base", base);
        model.addAttribute(
                "banner",
                new Banner(
                        patients.line(patients.require(visitor, subject)),
                        opened.get().purpose().name(),
                        formats.moment(opened.get().until()),
                        path + "/close"));
        return page.apply(visitor.caller().withPurpose(opened.get().purpose()));
    }

    private static <T> String show(Model model, Look<T> look, String attribute, String template) {
        return switch (look) {
            case Look.NotSeen<T> refused -> Refusals.show(model, refused.refusal());
            case Look.Seen<T> seen -> {
                model.addAttribute(attribute, seen.what());
                yield template;
            }
        };
    }
}
