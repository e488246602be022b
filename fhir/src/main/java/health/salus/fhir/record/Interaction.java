package health.salus.fhir.record;

/// What is asked of a resource type, in the order of the letters of SMART App Launch 2 scopes, `cruds`.
public enum Interaction {
    CREATE('c'),
    READ('r'),
    UPDATE('u'),
    DELETE('d'),
    SEARCH('s');

    private final char letter;

    Interaction(char letter) {
        this.letter = letter;
    }

    public char letter() {
        return letter;
    }
}
