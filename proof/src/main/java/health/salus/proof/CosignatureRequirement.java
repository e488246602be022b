package health.salus.proof;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Which kinds of cosignatures a verifier asks for. Each kind is counted apart: signatures of one kind never make up
/// for missing ones of the other.
public enum CosignatureRequirement {
    ED25519("ed25519"),
    ML_DSA_44("ml-dsa-44"),
    /// One of the kinds is complete, whichever. Whoever can forge one kind can forge this.
    EITHER("either"),
    BOTH("both");

    private final String word;

    CosignatureRequirement(String word) {
        this.word = word;
    }

    /// @param complete the kinds with which members with more than two thirds of the weight have signed
    public boolean isMet(Set<CosignatureKind> complete) {
        return switch (this) {
            case ED25519 -> complete.contains(CosignatureKind.ED25519);
            case ML_DSA_44 -> complete.contains(CosignatureKind.ML_DSA_44);
            case EITHER -> !complete.isEmpty();
            case BOTH -> complete.containsAll(EnumSet.allOf(CosignatureKind.class));
        };
    }

    /// As trust files and command lines have it.
    public String word() {
        return word;
    }

    public static Optional<CosignatureRequirement> ofWord(String word) {
        return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }
}
