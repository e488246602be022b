package health.salus.fhir.structure;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// FHIR's primitive types and the kind of JSON value each is written as (R4 datatypes.html#primitive).
public enum PrimitiveKind {
    BOOLEAN("boolean", Json.BOOLEAN),
    INTEGER("integer", Json.NUMBER),
    UNSIGNED_INT("unsignedInt", Json.NUMBER),
    POSITIVE_INT("positiveInt", Json.NUMBER),
    DECIMAL("decimal", Json.NUMBER),
    STRING("string", Json.STRING),
    MARKDOWN("markdown", Json.STRING),
    CODE("code", Json.STRING),
    ID("id", Json.STRING),
    URI("uri", Json.STRING),
    URL("url", Json.STRING),
    CANONICAL("canonical", Json.STRING),
    OID("oid", Json.STRING),
    UUID("uuid", Json.STRING),
    DATE("date", Json.STRING),
    DATE_TIME("dateTime", Json.STRING),
    INSTANT("instant", Json.STRING),
    TIME("time", Json.STRING),
    BASE64_BINARY("base64Binary", Json.STRING),
    XHTML("xhtml", Json.STRING);

    enum Json {
        BOOLEAN,
        NUMBER,
        STRING
    }

    private static final Map<String, PrimitiveKind> BY_TYPE =
            Arrays.stream(values()).collect(Collectors.toMap(PrimitiveKind::type, kind -> kind));

    private final String type;
    private final Json json;

    PrimitiveKind(String type, Json json) {
        this.type = type;
        this.json = json;
    }

    static Optional<PrimitiveKind> ofType(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    /// The FHIR type's name, as it is written in definitions.
    public String type() {
        return type;
    }

    Json json() {
        return json;
    }

    /// Whether a value may be an address that a transaction rewrites (R4 http.html#trules; `canonical` is not
    /// rewritten).
    boolean mayBeLink() {
        return this == URI || this == URL || this == OID || this == UUID;
    }
}
