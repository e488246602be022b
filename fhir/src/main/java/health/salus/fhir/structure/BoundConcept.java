package health.salus.fhir.structure;

import java.util.Set;

/// The CodeableConcept or Coding being read whose code must come from a closed set (R4 terminologies.html#required):
/// one of its codings has to be in the set.
final class BoundConcept {
    private Set<String> codes = Set.of();
    private int depth;
    private boolean found;
    private String system = "";
    private String code = "";

    void open(Set<String> required, int atDepth) {
        codes = required;
        depth = atDepth;
        found = false;
        system = "";
        code = "";
    }

    /// Whether a coding at this depth belongs to the concept.
    boolean reads(int codingDepth) {
        return !codes.isEmpty() && (codingDepth == depth || codingDepth == depth + 1);
    }

    void system(String value) {
        system = value;
        match();
    }

    void code(String value) {
        code = value;
        match();
    }

    private void match() {
        found |= codes.contains(system + "|" + code);
    }

    void nextCoding() {
        system = "";
        code = "";
    }

    /// Closes the concept at a depth: whether it was one with a closed set and no code from it.
    boolean closesUnmatched(int atDepth) {
        if (codes.isEmpty() || atDepth != depth) {
            return false;
        }
        codes = Set.of();
        return !found;
    }
}
