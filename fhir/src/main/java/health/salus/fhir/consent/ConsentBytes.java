package health.salus.fhir.consent;

import health.salus.fhir.structure.JsonBytes;
import health.salus.fhir.structure.JsonBytes.Span;
import health.salus.kernel.Octets;

/// The bytes of a Consent, of which the ledger says one thing only: its status.
public final class ConsentBytes {
    private ConsentBytes() {}

    /// The Consent with another status, everything else staying as its author wrote it.
    public static Octets withStatus(Octets consent, String status) {
        byte[] json = consent.toArray();
        Span value = new JsonBytes(json).member(0, "status").orElseThrow();
        return Octets.concat(
                consent.slice(0, value.start()),
                Octets.utf8('"' + status + '"'),
                consent.slice(value.end(), consent.length()));
    }
}
