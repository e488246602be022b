package health.salus.client;

import health.salus.kernel.Octets;
import java.util.Map;
import java.util.Optional;

/// What came back: the status, the headers by lower-case name, and the body.
public record Answer(int status, Map<String, String> headers, Octets body) {

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
