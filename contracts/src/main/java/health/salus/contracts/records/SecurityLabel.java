package health.salus.contracts.records;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A security label of a record (FHIR R4 `meta.security`): HL7 v3 Confidentiality, or an information sensitivity
/// policy of HL7 v3 ActCode.
///
/// The constants are the standards' codes and a closed list, so that no free text reaches the ledger through a label.
public enum SecurityLabel {
    // v3 Confidentiality, in ascending order.
    U,
    L,
    M,
    N,
    R,
    V,

    // v3 ActCode, _ActInformationSensitivityPolicy.
    ETH,
    GDIS,
    HIV,
    MST,
    SCA,
    SDV,
    SEX,
    SPI,
    BH(SPI),
    COGN(BH),
    DVD(BH),
    EMOTDIS(BH),
    MH(SPI),
    PSY(SPI),
    PSYTHPN(SPI),
    SUD(SPI),
    ETHUD(SUD),
    OPIOIDUD(SUD),
    STD,
    TBOO,
    VIO,
    SICKLE,

    // v3 ActCode, _EntitySensitivityPolicyType and _RoleInformationSensitivityPolicy.
    DEMO,
    DOB,
    GENDER,
    LIVARG,
    MARST,
    RACE,
    REL,
    B,
    EMPL,
    LOCIS,
    SSP,

    // v3 ActCode, the other sensitivity policies.
    ADOL,
    CEL,
    DIA,
    DRGIS,
    EMP,
    PDS,
    PHY,
    PRS;

    /// What a record without a confidentiality label is: the value that v3 gives to ordinary clinical information.
    public static final SecurityLabel DEFAULT_CONFIDENTIALITY = N;

    private final Optional<SecurityLabel> broader;

    SecurityLabel() {
        this.broader = Optional.empty();
    }

    SecurityLabel(SecurityLabel broader) {
        this.broader = Optional.of(broader);
    }

    public boolean isConfidentiality() {
        return compareTo(V) <= 0;
    }

    /// Whether `this` is `other` or one of the policies below it: opioid use is a substance use.
    public boolean isWithin(SecurityLabel other) {
        for (Optional<SecurityLabel> at = Optional.of(this); at.isPresent(); at = at.get().broader) {
            if (at.get() == other) {
                return true;
            }
        }
        return false;
    }

    /// The labels that count for a record with the given ones: its sensitivities, and exactly one confidentiality, the
    /// highest given or the default.
    public static Set<SecurityLabel> effective(List<SecurityLabel> labels) {
        EnumSet<SecurityLabel> effective = EnumSet.noneOf(SecurityLabel.class);
        SecurityLabel confidentiality = U;
        boolean given = false;
        for (SecurityLabel label : labels) {
            if (!label.isConfidentiality()) {
                effective.add(label);
            } else {
                given = true;
                confidentiality = label.compareTo(confidentiality) > 0 ? label : confidentiality;
            }
        }
        effective.add(given ? confidentiality : DEFAULT_CONFIDENTIALITY);
        return effective;
    }
}
