package health.salus.fhir.bundle;

/// What a request does, in the order in which a transaction does it (R4 http.html#trules).
public enum Method {
    DELETE,
    POST,
    PUT,
    PATCH,
    GET,
    HEAD;

    public boolean writes() {
        return this == DELETE || this == POST || this == PUT;
    }
}
