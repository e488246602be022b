package health.salus.fhir.search;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One parameter of a query, decoded: `name:modifier=value`.
public record QueryParameter(String name, String value) {
    /// The parameters of a query as it stands in a URL or in a form (WHATWG application/x-www-form-urlencoded).
    public static List<QueryParameter> parse(String query) {
        List<QueryParameter> parameters = new ArrayList<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters.add(new QueryParameter(decode(name), decode(value)));
            }
        }
        return parameters;
    }

    /// A `%` that begins no escape is taken as it stands.
    private static String decode(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
