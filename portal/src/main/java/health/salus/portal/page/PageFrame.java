package health.salus.portal.page;

import health.salus.portal.PortalConfig;
import health.salus.portal.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/// Gives every page its frame: whose portal it is, who is signed in, and where they can go.
@ControllerAdvice
public final class PageFrame {

    private final PortalConfig config;
    private final Formats formats;
    private final VisitorResolver visitors;

    public PageFrame(PortalConfig config, Formats formats, VisitorResolver visitors) {
        this.config = config;
        this.formats = formats;
        this.visitors = visitors;
    }

    /// A destination of the navigation; `key` names its message.
    public record Place(String key, String path, boolean current) {}

    /// What the frame of a page shows.
    public record Frame(
            String member,
            String network,
            String language,
            String zone,
            Optional<String> person,
            Optional<String> role,
            List<Place> places) {}

    @ModelAttribute
    void frame(HttpServletRequest request, Model model) {
        model.addAttribute("frame", frame(request));
    }

    Frame frame(HttpServletRequest request) {
        Optional<Visitor> visitor = visitors.find(request);
        List<Place> places = visitor.map(v -> places(v.account().role(), request.getRequestURI()))
                .orElse(List.of());
        return new Frame(
                config.memberName(),
                config.network().value(),
                config.locale().toLanguageTag(),
                formats.zoneName(),
                visitor.map(v -> v.account().displayName()),
                visitor.map(v -> v.account().role().name()),
                places);
    }

    private static List<Place> places(Role role, String current) {
        List<String[]> destinations = switch (role) {
            case PATIENT ->
                List.of(
                        new String[] {"record", "/portal/record"},
                        new String[] {"sharing", "/portal/sharing"},
                        new String[] {"access", "/portal/access"},
                        new String[] {"receipts", "/portal/receipts/check"},
                        new String[] {"account", "/portal/account"});
            case CLINICIAN ->
                List.of(
                        new String[] {"patients", "/portal/patients"},
                        new String[] {"receipts", "/portal/receipts/check"},
                        new String[] {"account", "/portal/account"});
            case STAFF ->
                List.of(
                        new String[] {"paper", "/portal/paper"},
                        new String[] {"receipts", "/portal/receipts/check"},
                        new String[] {"account", "/portal/account"});
            case ADMINISTRATOR ->
                List.of(
                        new String[] {"operations", "/portal/operations"},
                        new String[] {"receipts", "/portal/receipts/check"},
                        new String[] {"account", "/portal/account"});
            case SERVICE ->
                List.of(new String[] {"receipts", "/portal/receipts/check"}, new String[] {"account", "/portal/account"
                });
        };
        return destinations.stream()
                .map(d -> new Place(d[0], d[1], isAt(current, d[1])))
                .toList();
    }

    private static boolean isAt(String current, String path) {
        String section = path.startsWith("/portal/receipts") ? "/portal/receipts" : path;
        return current.equals(section) || current.startsWith(section + "/");
    }

    /// The page that a person starts from.
    public static String home(Role role) {
        return switch (role) {
            case PATIENT -> "/portal/record";
            case CLINICIAN -> "/portal/patients";
            case STAFF -> "/portal/paper";
            case ADMINISTRATOR -> "/portal/operations";
            case SERVICE -> "/portal/account";
        };
    }
}
