package health.salus.contracts.records;

import health.salus.contracts.identity.CustodianSet;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.MemberRecord;
import health.salus.contracts.rules.Require;
import health.salus.contracts.rules.Turn;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What a segment must meet before it is registered.
record SegmentRules(Turn turn, Optional<SubjectId> subject, OrganisationId author, PrincipalId actor) {

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
                acknowledgedBy(registration));
    }

    /// n - f custodians of the named set, each with a valid signature: so f + 1 honest ones hold pieces, and any f + 1
    /// rebuild the segment.
    private List<MemberId> acknowledgedBy(SegmentRegistration registration) {
        Directory directory = Directory.of(turn.state());
        CustodianSet set = directory
                .custodianSet(registration.custodianSet())
                .orElseThrow(() -> new SalusException(ErrorCode.UNKNOWN_CUSTODIAN_SET, "no such custodian set"));
        TreeSet<MemberId> custodians = new TreeSet<>();
        for (Acknowledgement acknowledgement : registration.acknowledgements()) {
            MemberId custodian = acknowledgement.custodian();
            Require.that(
                    set.members().contains(custodian) && custodians.add(custodian),
                    ErrorCode.MALFORMED,
                    "acknowledgements are of different members of the custodian set");
            verify(registration, acknowledgement, directory.requireMember(custodian));
        }
        Require.that(
                custodians.size() >= set.acknowledgements(),
                ErrorCode.NOT_ACKNOWLEDGED,
                custodians.size() + " custodians of the " + set.acknowledgements() + " needed have acknowledged");
        return List.copyOf(custodians);
    }

    private void verify(SegmentRegistration registration, Acknowledgement acknowledgement, MemberRecord member) {
        Octets statement = Acknowledgement.statement(
                turn.context().network(), member.id(), registration.segment(), registration.manifest());
        Require.that(
                member.custodianKey().verify(statement, acknowledgement.signature()),
                ErrorCode.BAD_SIGNATURE,
                "the acknowledgement of " + member.id() + " is not its signature");
    }
}
