package health.salus.portal.access;

import health.salus.kernel.ErrorCode;
import health.salus.portal.AccessTrail;
import health.salus.portal.AccessTrail.Entry;
import health.salus.portal.AccessTrail.Outcome;
import health.salus.portal.AccessTrail.Page;
import health.salus.portal.AccessTrail.Query;
import health.salus.portal.Receipts.ReceiptId;
import health.salus.portal.ShownKind;
import health.salus.portal.page.Fields;
import health.salus.portal.page.Formats;
import health.salus.portal.page.Visitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The trail of accesses, filtered and paged.
@Controller
public final class AccessPages {

    private static final int PAGE_SIZE = 25;

    private final AccessTrail trail;
    private final Formats formats;

    public AccessPages(AccessTrail trail, Formats formats) {
        this.trail = trail;
        this.formats = formats;
    }

    /// One access in words; `purpose`, `outcome` and `refusal` are ends of message keys.
    public record Line(
            String day,
            String time,
            String instant,
            String reader,
            String organisation,
            String purpose,
            String outcome,
            String refusal,
            List<Shown> shown,
            boolean deferred,
            String receipt) {}

    /// How many documents of a kind were shown; `kind` is the end of a message key.
    public record Shown(String kind, int count) {}

    /// What the filter holds, to be shown again.
    public record Filter(String outcome, String text, String from, String until) {
        boolean isEmpty() {
            return (outcome + text + from + until).isEmpty();
        }
    }

    @GetMapping("/portal/access")
    String trail(Visitor visitor, @RequestParam MultiValueMap<String, String> fields, Model model) {
        Fields form = new Fields(fields);
        int start = form.number("offset");
        Optional<Outcome> outcome = form.choice("outcome", Outcome.values());
        Filter filter = new Filter(
                outcome.map(Enum::name).orElse(""), form.line("text"), form.line("from"), form.line("until"));
        Query query = new Query(outcome, filter.text(), form.day("from"), form.day("until"), start, PAGE_SIZE);
        Page page = trail.entries(visitor.caller(), visitor.ownSubject(), query);
        model.addAttribute("entries", page.entries().stream().map(this::line).toList());
        model.addAttribute("outcomes", Outcome.values());
        model.addAttribute("filter", filter);
        model.addAttribute("filtered", !filter.isEmpty());
        model.addAttribute("previous", start > 0 ? Math.max(0, start - PAGE_SIZE) : -1);
        model.addAttribute("next", page.more() ? start + page.entries().size() : -1);
        return visitor.partial() ? "portal/access :: trail" : "portal/access";
    }

    private Line line(Entry entry) {
        return new Line(
                formats.day(entry.at()),
                formats.time(entry.at()),
                formats.attribute(entry.at()),
                entry.reader().name(),
                entry.reader().organisation(),
                entry.purpose().map(Enum::name).orElse(""),
                entry.outcome().name(),
                entry.refusal().map(ErrorCode::name).orElse(""),
                shown(entry),
                entry.deferred(),
                entry.receipt().map(ReceiptId::value).orElse(""));
    }

    private static List<Shown> shown(Entry entry) {
        List<Shown> shown = new ArrayList<>();
        Arrays.stream(ShownKind.values()).forEach(kind -> {
            int count = entry.shown().getOrDefault(kind, 0);
            if (count > 0) {
                shown.add(new Shown(kind.name(), count));
            }
        });
        return shown;
    }
}
