package health.salus.contracts.consent;

import java.util.Optional;

/// Why data is read: the codes of HL7 v3 PurposeOfUse (code system v3-ActReason), as FHIR R4
/// `Consent.provision.purpose`
/// and SMART requests carry them.
public enum PurposeOfUse {
    HMARKT,

    HOPERAT,
    CAREMGT(HOPERAT),
    DONAT(HOPERAT),
    FRAUD(HOPERAT),
    GOV(HOPERAT),
    HACCRED(HOPERAT),
    HCOMPL(HOPERAT),
    HDECD(HOPERAT),
    HDIRECT(HOPERAT),
    HDM(HOPERAT),
    HLEGAL(HOPERAT),
    HOUTCOMS(HOPERAT),
    HPRGRP(HOPERAT),
    HQUALIMP(HOPERAT),
    HSYSADMIN(HOPERAT),
    LABELING(HSYSADMIN),
    METAMGT(HSYSADMIN),
    MEMADMIN(HOPERAT),
    MILCDM(HOPERAT),
    PATADMIN(HOPERAT),
    PATSFTY(HOPERAT),
    PERFMSR(HOPERAT),
    RECORDMGT(HOPERAT),
    SYSDEV(HOPERAT),
    HTEST(SYSDEV),
    TRAIN(HOPERAT),

    HPAYMT,
    CLMATTCH(HPAYMT),
    COVAUTH(HPAYMT),
    COVERAGE(HPAYMT),
    ELIGDTRM(COVERAGE),
    ELIGVER(COVERAGE),
    ENROLLM(COVERAGE),
    MILDCRG(COVERAGE),
    REMITADV(HPAYMT),

    HRESCH,
    BIORCH(HRESCH),
    CLINTRCH(HRESCH),
    CLINTRCHNPC(CLINTRCH),
    CLINTRCHPC(CLINTRCH),
    PRECLINTRCH(CLINTRCH),
    DSRCH(HRESCH),
    POARCH(HRESCH),
    TRANSRCH(HRESCH),

    PATRQT,
    FAMRQT(PATRQT),
    PWATRNY(PATRQT),
    SUPNWK(PATRQT),

    PUBHLTH,
    DISASTER(PUBHLTH),
    THREAT(PUBHLTH),

    TREAT,
    CLINTRL(TREAT),
    COC(TREAT),
    ETREAT(TREAT),
    BTG(ETREAT),
    ERTREAT(ETREAT),
    POPHLTH(TREAT);

    private final Optional<PurposeOfUse> broader;

    PurposeOfUse() {
        this.broader = Optional.empty();
    }

    PurposeOfUse(PurposeOfUse broader) {
        this.broader = Optional.of(broader);
    }

    /// Whether `this` is `other` or one of the purposes below it: breaking the glass is emergency treatment, which is
    /// treatment.
    public boolean isWithin(PurposeOfUse other) {
        for (Optional<PurposeOfUse> at = Optional.of(this); at.isPresent(); at = at.get().broader) {
            if (at.get() == other) {
                return true;
            }
        }
        return false;
    }
}
