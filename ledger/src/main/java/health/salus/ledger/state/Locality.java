package health.salus.ledger.state;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;

/// The first eight bytes of the keys that should lie together, so that writing a patient's thousand resources touches
/// one small part of the tree and not a thousand paths through all of it.
public record Locality(Octets tag) {

    public static final int LENGTH_BYTES = 8;

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

    /// Sixteen hexadecimal characters, as they stand at the front of a resource id that a node assigned.
    public String hex() {
        return tag.hex();
    }
}
