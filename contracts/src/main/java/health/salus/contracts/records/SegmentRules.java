package health.salus.contracts.records;

import health.salus.contracts.rules.Require;
import health.salus.contracts.rules.Turn;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import java.util.List;
import java.util.Optional;

/// What a segment must meet before it is registered.
///
/// @param acknowledgedBy see [AcknowledgementRules]
record SegmentRules(
        Turn turn,
        Optional<SubjectId> subject,
        OrganisationId author,
        PrincipalId actor,
        List<MemberId> acknowledgedBy) {

    SegmentRecord check(SegmentRegistration registration) {
        Require.that(
                Segments.of(turn.state()).find(registration.segment()).isEmpty(),
                ErrorCode.ALREADY_EXISTS,
                "a segment of this id is registered");
        boolean counted =
                registration.resourceCount() >= 1 && registration.resourceCount() <= PackedChanges.MAX_CHANGES;
        Require.that(counted, ErrorCode.MALFORMED, "a segment has 1 to " + PackedChanges.MAX_CHANGES + " resources");
        return new SegmentRecord(
                registration.segment(),
                subject,
                new Cell(registration.typeGroup(), registration.labels(), author),
                registration.custodianSet(),
                registration.manifest(),
                registration.merkleRoot(),
                registration.resourceCount(),
                actor,
                turn.context().height(),
                turn.time(),
                turn.context().transactionId(),
                acknowledgedBy,
                Optional.empty());
    }
}
