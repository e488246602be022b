package health.salus.client;

import health.salus.kernel.Octets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One request, before it has an address and a token.
///
/// @param path below the node's address, escaped, with its query
/// @param harmless whether sending it twice does no more than sending it once, so that it may be repeated
record Request(String method, String path, Map<String, String> headers, Optional<Octets> body, boolean harmless) {

    static Request get(String path, String accept) {
        return new Request("GET", path, Map.of("Accept", accept), Optional.empty(), true);
    }

    static Request post(String path, String contentType, Octets body) {
        return new Request("POST", path, Map.of("Content-Type", contentType), Optional.of(body), false);
    }

    static Request put(String path, String contentType, Octets body) {
        return new Request("PUT", path, Map.of("Content-Type", contentType), Optional.of(body), true);
    }

    static Request delete(String path) {
        return new Request("DELETE", path, Map.of(), Optional.empty(), true);
    }

    Request with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Request(method, path, more, body, harmless);
    }

    /// The node does this once, however often it is sent with the same key.
    Request onceUnder(String idempotencyKey) {
        Request keyed = with("Idempotency-Key", idempotencyKey);
        return new Request(method, path, keyed.headers, body, true);
    }

    Request repeatable() {
        return new Request(method, path, headers, body, true);
    }
}
