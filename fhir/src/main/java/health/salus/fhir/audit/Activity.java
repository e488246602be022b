package health.salus.fhir.audit;

/// What was done, or asked for.
public enum Activity {
    READ("read", "R"),
    VREAD("vread", "R"),
    HISTORY("history-instance", "R"),
    SEARCH("search-type", "E"),
    CREATE("create", "C"),
    UPDATE("update", "U"),
    DELETE("delete", "D"),
    /// Records were written together, new ones and new versions.
    SUBMISSION("transaction", "C"),
    /// Whether somebody may read was decided, as by opening a session; nothing was shown yet.
    DECISION("", "E");

    private final String interaction;
    private final String action;

    Activity(String interaction, String action) {
        this.interaction = interaction;
        this.action = action;
    }

    /// As in R4 valueset-type-restful-interaction; empty for what is none.
    String interaction() {
        return interaction;
    }

    /// As in R4 valueset-audit-event-action.
    String action() {
        return action;
    }

    boolean writes() {
        return this == CREATE || this == UPDATE || this == DELETE || this == SUBMISSION;
    }

    /// Whether data goes from the server to the client. DICOM counts a query as going the other way, by its parameters.
    boolean shows() {
        return this == READ || this == VREAD || this == HISTORY;
    }
}
