package health.salus.portal;

import java.util.Arrays;
import java.util.Optional;

/// Why somebody reads: the codes of HL7's PurposeOfUse value set that Salus knows
/// (code system `http://terminology.hl7.org/CodeSystem/v3-ActReason`).
public enum PurposeOfUse {
    TREAT,
    ETREAT,
    HPAYMT,
    HOPERAT,
    HRESCH,
    PUBHLTH,
    PATRQT;

    public static final String CODE_SYSTEM = "http://terminology.hl7.org/CodeSystem/v3-ActReason";

    /// Reads `TREAT` as well as `http://terminology.hl7.org/CodeSystem/v3-ActReason|TREAT` (IHE IUA writes the latter).
    public static Optional<PurposeOfUse> parse(String text) {
        String code = text.startsWith(CODE_SYSTEM + "|") ? text.substring(CODE_SYSTEM.length() + 1) : text;
        return Arrays.stream(values()).filter(p -> p.name().equals(code)).findFirst();
    }
}
