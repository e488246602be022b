package health.salus.fhir.record;

import health.salus.fhir.party.Parties;

/// What the ledger itself says, and FHIR shows as resources.
public interface LedgerRecords {
    Parties parties();

    ConsentLedger consents();

    AccessLog accesses();
}
