package health.salus.client.state;

import health.salus.kernel.CborWriter;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.proof.receipt.Verdict;

/// Where values lie in the state (docs/formats/sparse-merkle.md): the hash of the names of a value, its first eight
/// bytes
/// replaced by the patient's where it is about one.
final class StateKeys {

    private static final int LOCALITY_BYTES = 8;

    private StateKeys() {}

    /// A proof of another value proves nothing about this one.
    static void require(Verdict.StateFact fact, Digest key) {
        if (!fact.key().equals(key)) {
            throw new SalusException(
                    ErrorCode.NOT_PROVEN, "the proof is of another value of the state than the one asked about");
        }
    }

    static Digest of(SubjectId subject, String space, String... parts) {
        CborWriter writer = new CborWriter().array(parts.length + 2).text(space).text(subject.value());
        for (String part : parts) {
            writer.text(part);
        }
        Octets hash = Digest.sha256(writer.toOctets()).octets();
        Octets locality = Digest.sha256(Octets.utf8("salus/locality/v1\0" + subject.value()))
                .octets()
                .slice(0, LOCALITY_BYTES);
        return new Digest(Octets.concat(locality, hash.slice(LOCALITY_BYTES, Digest.LENGTH_BYTES)));
    }
}
