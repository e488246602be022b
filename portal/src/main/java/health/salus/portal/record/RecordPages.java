package health.salus.portal.record;

import health.salus.portal.PatientRecord.DocumentKey;
import health.salus.portal.RecordKind;
import health.salus.portal.page.Refusals;
import health.salus.portal.page.Visitor;
import health.salus.portal.record.RecordView.Look;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// The patient's own record.
@Controller
public final class RecordPages {

    private static final String BASE = "/portal/record";

    private final RecordView view;

    public RecordPages(RecordView view) {
        this.view = view;
    }

    @GetMapping(BASE)
    String overview(
            Visitor visitor,
            @RequestParam Optional<RecordKind> kind,
            @RequestParam(defaultValue = "0") int from,
            Model model) {
        model.addAttribute("base", BASE);
        switch (view.timeline(visitor.caller(), visitor.ownSubject(), kind, Math.max(0, from))) {
            case Look.NotSeen<?> refused -> {
                return Refusals.show(model, refused.refusal());
            }
            case Look.Seen<RecordView.Timeline> seen -> model.addAttribute("timeline", seen.what());
        }
        if (visitor.partial()) {
            return "portal/record :: timeline";
        }
        return switch (view.overview(visitor.caller(), visitor.ownSubject())) {
            case Look.NotSeen<?> refused -> Refusals.show(model, refused.refusal());
            case Look.Seen<RecordView.Overview> seen -> {
                model.addAttribute("overview", seen.what());
                yield "portal/record";
            }
        };
    }

    @GetMapping(BASE + "/{type}/{id}")
    String document(Visitor visitor, @PathVariable String type, @PathVariable String id, Model model) {
        model.addAttribute("base", BASE);
        return switch (view.page(visitor.caller(), visitor.ownSubject(), new DocumentKey(type, id))) {
            case Look.NotSeen<?> refused -> Refusals.show(model, refused.refusal());
            case Look.Seen<RecordView.Page> seen -> {
                model.addAttribute("page", seen.what());
                yield "portal/document";
            }
        };
    }

    @GetMapping(BASE + "/{type}/{id}/source")
    String source(Visitor visitor, @PathVariable String type, @PathVariable String id, Model model) {
        model.addAttribute("base", BASE);
        model.addAttribute("key", new DocumentKey(type, id));
        return switch (view.source(visitor.caller(), visitor.ownSubject(), new DocumentKey(type, id))) {
            case Look.NotSeen<?> refused -> Refusals.show(model, refused.refusal());
            case Look.Seen<String> seen -> {
                model.addAttribute("source", seen.what());
                yield visitor.partial() ? "portal/source :: source" : "portal/source";
            }
        };
    }
}
