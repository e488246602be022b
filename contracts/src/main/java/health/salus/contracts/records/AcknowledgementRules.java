package health.salus.contracts.records;

import health.salus.contracts.identity.CustodianSet;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.MemberRecord;
import health.salus.contracts.rules.Require;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What the custodians must have said of a command's segments: n - f of the set that they hold their pieces of every
/// one.
/// So f + 1 honest ones do, and any f + 1 rebuild a segment.
final class AcknowledgementRules {

    private final Directory directory;
    private final CustodianSet set;
    private final int segments;
    private final List<Acknowledgement> acknowledgements;
    private final Statements statements;

    /// What a custodian signs about some of the command's segments.
    @FunctionalInterface
    interface Statements {

        /// @param from the position of the first of these segments
        /// @param to that of the first one after them
        Octets of(MemberId custodian, int from, int to);
    }

    /// @param segments how many the command has, one at least
    AcknowledgementRules(
            Directory directory,
            CustodianSet set,
            int segments,
            List<Acknowledgement> acknowledgements,
            Statements statements) {
        this.directory = directory;
        this.set = set;
        this.segments = segments;
        this.acknowledgements = acknowledgements;
        this.statements = statements;
    }

    /// @return the custodians that acknowledged, in ascending order
    List<MemberId> check() {
        // Each is about one segment at least. What is cheap to see is refused before any signature is verified.
        long most = (long) segments * set.members().size();
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

    private void requireEverySegmentOnce(List<Acknowledgement> ofOne) {
        int left = segments;
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
            Require.that(
                    member.custodianKey().verify(statements.of(member.id(), from, to), each.signature()),
                    ErrorCode.BAD_SIGNATURE,
                    "the acknowledgement of " + member.id() + " is not its signature");
            from = to;
        }
    }
}
