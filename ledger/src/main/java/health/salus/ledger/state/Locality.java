package health.salus.ledger.state;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import java.util.Optional;

/// The first eight bytes of the keys that should lie together, so that writing a patient's thousand resources touches
/// one small part of the tree and not a thousand paths through all of it.
public record Locality(Octets tag) {

    public static final int LENGTH_BYTES = 8;

    private static final int TAG_CHARACTERS = 2 * LENGTH_BYTES;
    private static final int UNIQUE_BYTES = 16;
    private static final int ASSIGNED_CHARACTERS = TAG_CHARACTERS + 1 + 2 * UNIQUE_BYTES;

    public Locality {
        if (tag.length() != LENGTH_BYTES) {
            throw new SalusException(ErrorCode.MALFORMED, "a locality has " + LENGTH_BYTES + " bytes");
        }
    }

    public static Locality of(SubjectId subject) {
        return new Locality(Digest.sha256(Octets.utf8("salus/locality/v1\0" + subject.value()))
                .octets()
                .slice(0, LENGTH_BYTES));
    }

    /// The id of something that lies here.
    ///
    /// @param unique thirty-two hexadecimal characters that nothing else has
    public String id(String unique) {
        return hex() + "-" + unique;
    }

    /// A new id of something that lies here.
    public String newId(RandomSource random) {
        return id(random.octets(UNIQUE_BYTES).hex());
    }

    /// What makes an id unlike the others of this locality; empty for an id that was not assigned here.
    public Optional<Octets> uniqueOf(String id) {
        return in(id).filter(this::equals).map(_ -> Octets.ofHex(id.substring(TAG_CHARACTERS + 1)));
    }

    /// The locality in an id that a node assigned (`<16 hex>-<32 hex>`, lower case); empty for an id of any other form.
    public static Optional<Locality> in(String id) {
        if (id.length() != ASSIGNED_CHARACTERS || id.charAt(TAG_CHARACTERS) != '-') {
            return Optional.empty();
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
            if (!hex && i != TAG_CHARACTERS) {
                return Optional.empty();
            }
        }
        return Optional.of(new Locality(Octets.ofHex(id.substring(0, TAG_CHARACTERS))));
    }

    /// Sixteen hexadecimal characters, as they stand at the front of an id that a node assigned.
    public String hex() {
        return tag.hex();
    }
}
