package health.salus.contracts.consent;

import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;

/// What the consent contract answers to an accepted command.
///
/// @param epoch of the patient's table after the command
public record ConsentResult(Status status, long version, long epoch) {

    private static final RecordCodec<ConsentResult> CODEC = RecordCodec.of(ConsentResult.class);

    /// As FHIR R4 `Consent.status`.
    public enum Status {
        DRAFT,
        ACTIVE,
        INACTIVE
    }

    Octets encode() {
        return CODEC.encode(this);
    }

    public static ConsentResult decode(Octets result) {
        return CODEC.decode(result);
    }
}
