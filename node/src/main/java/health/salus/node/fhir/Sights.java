package health.salus.node.fhir;

import health.salus.contracts.identity.Subjects;
import health.salus.fhir.record.Caller;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.platform.consent.AccessSessions;
import health.salus.platform.consent.LedgerReader;
import health.salus.platform.network.Network;
import java.util.Optional;

/// What callers of the FHIR interface may see of what the ledger says: a token that is confined to one patient shows
/// nothing of another, and the attempt leaves a trace.
record Sights(Network network, LedgerReader reader, AccessSessions sessions) {

    LedgerReader.Sight of(Caller caller, SubjectId subject) {
        boolean another = caller.patient()
                .filter(own -> !Subjects.of(network.state()).linked(own).contains(subject))
                .isPresent();
        if (another) {
            sessions.deny(
                    PlatformRecordService.requester(caller), Optional.of(subject), ErrorCode.TOKEN_FOR_ANOTHER_PATIENT);
            throw new SalusException(ErrorCode.TOKEN_FOR_ANOTHER_PATIENT, "the token is for another patient");
        }
        return reader.open(PlatformRecordService.requester(caller), subject);
    }
}
