package health.salus.contracts.records;

import health.salus.contracts.identity.CustodianSet;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.MemberRecord;
import health.salus.contracts.rules.Require;
import health.salus.contracts.rules.Turn;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What the custodians must have said of a command's segments: n - f of them that they hold their pieces of every one.
/// So f + 1 honest ones do, and any f + 1 rebuild a segment.
final class AcknowledgementRules {

    private final Turn turn;
    private final Directory directory;
    private final List<SegmentRegistration> segments;
    private final List<Acknowledgement> acknowledgements;

    AcknowledgementRules(Turn turn, RecordsCommand.WriteRecords command) {
        this.turn = turn;
        this.directory = Directory.of(turn.state());
        this.segments = command.segments();
        this.acknowledgements = command.acknowledgements();
    }

    /// @return the custodians that acknowledged, in ascending order
    List<MemberId> check() {
        if (segments.isEmpty()) {
            Require.that(
                    acknowledgements.isEmpty(),
                    ErrorCode.MALFORMED,
                    "without segments there is nothing to acknowledge");
            return List.of();
        }
        CustodianSet set = custodianSet();
        // Each is about one segment at least. What is cheap to see is refused before any signature is verified.
        long most = (long) segments.size() * set.members().size();
        Require.atMost(most, acknowledgements.size(), "acknowledgements of these segments");
        TreeMap<MemberId, List<Acknowledgement>> byCustodian = acknowledgements.stream()
                .collect(Collectors.groupingBy(Acknowledgement::custodian, TreeMap::new, Collectors.toList()));
        Require.that(
                set.members().containsAll(byCustodian.keySet()),
                ErrorCode.MALFORMED,
                "acknowledgements are of members of the custodian set");
        byCustodian.values().forEach(this::requireEverySegmentOnce);
        Require.that(
                byCustodian.size() >= set.acknowledgements(),
                ErrorCode.NOT_ACKNOWLEDGED,
                byCustodian.size() + " custodians of the " + set.acknowledgements() + " needed have acknowledged");
        byCustodian.forEach((custodian, own) -> verify(directory.requireMember(custodian), own));
        return List.copyOf(byCustodian.keySet());
    }

    /// One for the command, since one signature speaks of many segments.
    private CustodianSet custodianSet() {
        long sets = segments.stream()
                .map(SegmentRegistration::custodianSet)
                .distinct()
                .count();
        Require.that(sets == 1, ErrorCode.MALFORMED, "the segments of a command have one custodian set");
        return directory
                .custodianSet(segments.getFirst().custodianSet())
                .orElseThrow(() -> new SalusException(ErrorCode.UNKNOWN_CUSTODIAN_SET, "no such custodian set"));
    }

    private void requireEverySegmentOnce(List<Acknowledgement> ofOne) {
        int left = segments.size();
        for (Acknowledgement each : ofOne) {
            boolean fits = each.segments() >= 1 && each.segments() <= left;
            Require.that(fits, ErrorCode.MALFORMED, "a custodian acknowledges 1 segment or more, and none twice");
            left -= each.segments();
        }
        Require.that(left == 0, ErrorCode.MALFORMED, "a custodian acknowledges all segments of the command");
    }

    private void verify(MemberRecord member, List<Acknowledgement> ofOne) {
        int from = 0;
        for (Acknowledgement each : ofOne) {
            int to = from + each.segments();
            List<Acknowledgement.Held> held = segments.subList(from, to).stream()
                    .map(SegmentRegistration::held)
                    .toList();
            Octets statement = Acknowledgement.statement(turn.context().network(), member.id(), held);
            Require.that(
                    member.custodianKey().verify(statement, each.signature()),
                    ErrorCode.BAD_SIGNATURE,
                    "the acknowledgement of " + member.id() + " is not its signature");
            from = to;
        }
    }
}
