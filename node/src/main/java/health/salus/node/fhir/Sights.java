package health.salus.node.fhir;

import health.salus.fhir.record.Caller;
import health.salus.kernel.SubjectId;
import health.salus.platform.consent.LedgerReader;

/// What callers of the FHIR interface may see of what the ledger says.
record Sights(LedgerReader reader) {

    LedgerReader.Sight of(Caller caller, SubjectId subject) {
        return reader.open(PlatformRecordService.requester(caller), subject);
    }
}
