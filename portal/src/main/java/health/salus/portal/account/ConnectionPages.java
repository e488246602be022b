package health.salus.portal.account;

import health.salus.portal.ConnectedApplications;
import health.salus.portal.page.Formats;
import health.salus.portal.page.Visitor;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/// The applications that act for a person, and the end of that.
@Controller
public final class ConnectionPages {

    private static final String BASE = "/portal/account/applications";

    private final ConnectedApplications applications;
    private final Formats formats;

    public ConnectionPages(ConnectedApplications applications, Formats formats) {
        this.applications = applications;
        this.formats = formats;
    }

    /// A connection as a line of the list.
    public record Line(String id, String application, String since) {}

    @GetMapping(BASE)
    String list(Visitor visitor, Model model) {
        List<Line> lines = applications.of(visitor.account()).stream()
                .map(connection ->
                        new Line(connection.id(), connection.application(), formats.moment(connection.since())))
                .toList();
        model.addAttribute("connections", lines);
        return "portal/applications";
    }

    @PostMapping(BASE + "/{id}/end")
    String end(Visitor visitor, @PathVariable String id) {
        applications.end(visitor.account(), id);
        return "redirect:" + BASE;
    }
}
