package health.salus.client;

import health.salus.kernel.Octets;
import java.util.Optional;

/// The node's FHIR R4 interface (http://hl7.org/fhir/R4/http.html). Bodies are passed through as they are: what is
/// committed to on the ledger are exact bytes.
public final class Fhir {

    private static final String FHIR_JSON = "application/fhir+json";

    private final Transport transport;
    private final boolean lenient;

    Fhir(Transport transport) {
        this(transport, false);
    }

    private Fhir(Transport transport, boolean lenient) {
        this.transport = transport;
        this.lenient = lenient;
    }

    /// The same interface with `Prefer: handling=lenient` (RFC 7240 section 4.4): a Consent whose rule the ledger
    /// cannot
    /// enforce is kept as a draft that rules nothing, where it is refused otherwise.
    public Fhir leniently() {
        return new Fhir(transport, true);
    }

    public Answer read(String type, String id) {
        return transport.send(get(type + "/" + SalusClient.escaped(id)));
    }

    public Answer version(String type, String id, String version) {
        return transport.send(get(type + "/" + SalusClient.escaped(id) + "/_history/" + SalusClient.escaped(version)));
    }

    public Answer history(String type, String id) {
        return transport.send(get(type + "/" + SalusClient.escaped(id) + "/_history"));
    }

    /// @param query escaped, without the question mark; may be empty
    public Answer search(String type, String query) {
        return transport.send(get(type + (query.isEmpty() ? "" : "?" + query)));
    }

    /// Stores a new resource.
    ///
    /// @param idempotencyKey names the attempt: repeated with the same key, one resource comes of it
    public Answer create(String type, Octets resource, String idempotencyKey) {
        return transport.send(accepting(Request.post("/fhir/" + SalusClient.escaped(type), FHIR_JSON, resource))
                .onceUnder(idempotencyKey));
    }

    /// Stores a version.
    ///
    /// @param expected the version that it replaces; absent to replace whatever there is, or to create
    public Answer update(String type, String id, Octets resource, Optional<String> expected, String idempotencyKey) {
        Request put = accepting(Request.put("/fhir/" + type + "/" + SalusClient.escaped(id), FHIR_JSON, resource));
        return transport.send(expected.map(version -> put.with("If-Match", "W/\"" + version + "\""))
                .orElse(put)
                .onceUnder(idempotencyKey));
    }

    /// Executes a bundle of type `transaction` or `batch`.
    public Answer bundle(Octets bundle, String idempotencyKey) {
        return transport.send(
                accepting(Request.post("/fhir", FHIR_JSON, bundle)).onceUnder(idempotencyKey));
    }

    private static Request get(String path) {
        return Request.get("/fhir/" + path, FHIR_JSON);
    }

    private Request accepting(Request request) {
        Request accepting = request.with("Accept", FHIR_JSON);
        return lenient ? accepting.with("Prefer", "handling=lenient") : accepting;
    }
}
