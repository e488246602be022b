package health.salus.client.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The codes of HL7 v3 PurposeOfUse that the contracts know, so that whoever is to sign learns of a wrong one before.
public final class Purposes {

    public static final List<String> CODES = List.of(
            ("HMARKT HOPERAT CAREMGT DONAT FRAUD GOV HACCRED HCOMPL HDECD HDIRECT HDM HLEGAL HOUTCOMS HPRGRP HQUALIMP"
                            + " HSYSADMIN LABELING METAMGT MEMADMIN MILCDM PATADMIN PATSFTY PERFMSR RECORDMGT SYSDEV"
                            + " HTEST TRAIN HPAYMT CLMATTCH COVAUTH COVERAGE ELIGDTRM ELIGVER ENROLLM MILDCRG REMITADV"
                            + " HRESCH BIORCH CLINTRCH CLINTRCHNPC CLINTRCHPC PRECLINTRCH DSRCH POARCH TRANSRCH PATRQT"
                            + " FAMRQT PWATRNY SUPNWK PUBHLTH DISASTER THREAT TREAT CLINTRL COC ETREAT BTG ERTREAT"
                            + " POPHLTH")
                    .split(" ", -1));

    private Purposes() {}

    /// The first code, in the provision and its exceptions, that no contract knows.
    public static Optional<String> unknown(Provision provision) {
        return all(provision).filter(code -> !CODES.contains(code)).findFirst();
    }

    private static Stream<String> all(Provision provision) {
        return Stream.concat(
                provision.purposes().stream(), provision.provisions().stream().flatMap(Purposes::all));
    }
}
