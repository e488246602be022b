package health.salus.cli.record;

import health.salus.cli.shell.Halt;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// Search parameters as people type them, escaped for an address.
final class SearchQuery {

    private SearchQuery() {}

    static String of(List<String> parameters) {
        return parameters.stream().map(SearchQuery::escaped).collect(Collectors.joining("&"));
    }

    private static String escaped(String parameter) {
        int equals = parameter.indexOf('=');
        if (equals < 1) {
            throw Halt.usage("'" + parameter + "' is no search parameter", "Write NAME=VALUE, such as code=8302-2.");
        }
        return encoded(parameter.substring(0, equals)) + "=" + encoded(parameter.substring(equals + 1));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
