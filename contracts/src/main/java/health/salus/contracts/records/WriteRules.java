package health.salus.contracts.records;

import health.salus.contracts.identity.Caller;
import health.salus.contracts.identity.CustodianSet;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.Subjects;
import health.salus.contracts.rules.Require;
import health.salus.contracts.rules.Turn;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SubjectId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Writing records: who may, into which segments, from which version to which.
final class WriteRules {

    private final Turn turn;
    private final Caller caller;
    private final RecordsCommand.WriteRecords command;

    /// Segments of versions that are being replaced; one import replaces many of one segment.
    private final Map<SegmentId, SegmentRecord> replaced = new TreeMap<>();

    WriteRules(Turn turn, Caller caller, RecordsCommand.WriteRecords command) {
        this.turn = turn;
        this.caller = caller;
        this.command = command;
    }

    void write() {
        requireAuthor();
        new Buckets(turn.state()).claim(command.buckets());
        Segments.add(turn.state(), register());
    }

    private void requireAuthor() {
        if (command.subject().isEmpty()) {
            Require.that(
                    !caller.principal().kind().isPatientSide(),
                    ErrorCode.NOT_AUTHORISED,
                    "patients and guardians do not write the directory");
            return;
        }
        SubjectId subject = command.subject().get();
        Subjects subjects = Subjects.of(turn.state());
        subjects.require(subject);
        if (caller.principal().kind().isPatientSide()) {
            Require.that(
                    subjects.speaksFor(caller.id(), subject, turn.time()),
                    ErrorCode.NOT_AUTHORISED,
                    "a patient writes its own record, a guardian that of its ward");
        }
        Require.that(
                subjects.isCaredForBy(subject, caller.organisation(), turn.time()),
                ErrorCode.NO_CARE_RELATION,
                "the author's organisation has no care relation with the subject");
    }

    private List<SegmentRecord> register() {
        Require.atMost(PackedChanges.MAX_SEGMENTS, command.segments().size(), "segments a command");
        List<MemberId> acknowledgedBy = acknowledgedBy();
        SegmentRules rules =
                new SegmentRules(turn, command.subject(), caller.organisation(), caller.id(), acknowledgedBy);
        List<SegmentRecord> segments =
                command.segments().stream().map(rules::check).toList();
        long ids = segments.stream().map(SegmentRecord::id).distinct().count();
        Require.that(ids == segments.size(), ErrorCode.MALFORMED, "the segments of a command differ in their ids");
        Placement placement = new Placement(segments);
        List<ResourceChange> changes = PackedChanges.decode(command.changes());
        Require.that(!changes.isEmpty(), ErrorCode.MALFORMED, "a command changes at least one resource");
        ResourceVersions.replace(
                turn.state(), changes, (change, index, before) -> after(change, index, before, placement));
        placement.requireComplete();
        return segments;
    }

    private List<MemberId> acknowledgedBy() {
        if (command.segments().isEmpty()) {
            Require.that(
                    command.acknowledgements().isEmpty(),
                    ErrorCode.MALFORMED,
                    "without segments there is nothing to acknowledge");
            return List.of();
        }
        return new AcknowledgementRules(
                        Directory.of(turn.state()),
                        custodianSet(),
                        command.segments().size(),
                        command.acknowledgements(),
                        (custodian, from, to) ->
                                Acknowledgement.statement(turn.context().network(), custodian, held(from, to)))
                .check();
    }

    private List<Acknowledgement.Held> held(int from, int to) {
        return command.segments().subList(from, to).stream()
                .map(SegmentRegistration::held)
                .toList();
    }

    /// One for the command, since one signature speaks of many segments.
    private CustodianSet custodianSet() {
        long sets = command.segments().stream()
                .map(SegmentRegistration::custodianSet)
                .distinct()
                .count();
        Require.that(sets == 1, ErrorCode.MALFORMED, "the segments of a command have one custodian set");
        CustodianSet set = Directory.of(turn.state())
                .custodianSet(command.segments().getFirst().custodianSet())
                .orElseThrow(() -> new SalusException(ErrorCode.UNKNOWN_CUSTODIAN_SET, "no such custodian set"));
        // Otherwise nobody could ever say that all of its segments have been moved.
        Require.that(
                set.successor().isEmpty(),
                ErrorCode.CUSTODIAN_SET_SUPERSEDED,
                "another custodian set is in force in place of " + set.id());
        return set;
    }

    private ResourceVersion after(
            ResourceChange change, int index, Optional<ResourceVersion> before, Placement placement) {
        return switch (change) {
            case ResourceChange.Create create -> {
                Require.that(before.isEmpty(), ErrorCode.VERSION_CONFLICT, "change " + index + ": the resource exists");
                yield placed(create, placement.take(create.location()), create.location());
            }
            case ResourceChange.Update update -> {
                requireNext(update, before, index);
                yield placed(update, placement.take(update.location()), update.location());
            }
            case ResourceChange.Delete delete -> {
                ResourceVersion current = requireNext(delete, before, index);
                Require.that(
                        !current.deleted(), ErrorCode.DELETED, "change " + index + ": the resource is deleted already");
                var deletion =
                        new ResourceVersion.Deletion(turn.time(), turn.context().transactionId());
                yield new ResourceVersion(
                        delete.version(), current.segment(), current.position(), Optional.of(deletion));
            }
        };
    }

    private static ResourceVersion placed(
            ResourceChange change, SegmentRecord segment, ResourceChange.Location location) {
        return new ResourceVersion(change.version(), segment.id(), location.position(), Optional.empty());
    }

    /// The current version, when the change is the one that follows it and the author's to make.
    private ResourceVersion requireNext(ResourceChange change, Optional<ResourceVersion> before, int index) {
        ResourceVersion current = before.orElseThrow(
                () -> new SalusException(ErrorCode.VERSION_CONFLICT, "change " + index + ": no such resource"));
        Require.that(
                change.version() == current.version() + 1,
                ErrorCode.VERSION_CONFLICT,
                "change " + index + ": the current version is " + current.version());
        SegmentRecord segment = replaced.computeIfAbsent(
                current.segment(), id -> Segments.of(turn.state()).find(id).orElseThrow(IllegalStateException::new));
        Require.that(isAuthor(segment), ErrorCode.NOT_AUTHOR, "change " + index + ": somebody else wrote the resource");
        Require.that(
                isAbout(segment.subject()),
                ErrorCode.SUBJECT_MISMATCH,
                "change " + index + ": the resource is about somebody else");
        return current;
    }

    /// What patients and guardians write stands under the organisation that registered them, but they are not that
    /// organisation.
    private boolean isAuthor(SegmentRecord segment) {
        boolean organisation = segment.cell().author().equals(caller.organisation());
        boolean oneself = segment.actor().equals(caller.id());
        return organisation && (oneself || !caller.principal().kind().isPatientSide());
    }

    private boolean isAbout(Optional<SubjectId> written) {
        if (written.isEmpty() || command.subject().isEmpty()) {
            return written.equals(command.subject());
        }
        return written.equals(command.subject())
                || Subjects.of(turn.state()).linked(command.subject().get()).contains(written.get());
    }
}
