package health.salus.contracts.stage;

import health.salus.contracts.identity.CustodianSet;
import health.salus.contracts.identity.CustodianSets;
import health.salus.contracts.records.Acknowledgement;
import health.salus.contracts.records.MoveAcknowledgement;
import health.salus.contracts.records.MovedSegment;
import health.salus.contracts.records.RecordsCommand.MoveSegments;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SegmentId;
import java.time.Instant;
import java.util.List;

/// Builds the commands that move segments.
public final class Moving {

    /// Follows [Cast#ALL_FOUR].
    public static final CustodianSetId THREE = new CustodianSetId("three");

    public static final List<MemberId> THREE_MEMBERS = List.of(Cast.M1, Cast.M2, Cast.M3);

    private Moving() {}

    public static MovedSegment moved(String segment, String next) {
        return new MovedSegment(new SegmentId(segment), manifest(segment), manifest(next));
    }

    /// As [Writing#registration] has it.
    public static Digest manifest(String of) {
        return Digest.sha256(Octets.utf8("manifest of " + of));
    }

    public static MoveSegments command(
            CustodianSetId to, Instant until, List<MemberId> custodians, MovedSegment... segments) {
        List<MovedSegment> all = List.of(segments);
        return new MoveSegments(
                all,
                to,
                until,
                custodians.stream()
                        .map(custodian -> acknowledgement(custodian, to, until, all))
                        .toList());
    }

    /// One signature for these segments, in this order.
    public static Acknowledgement acknowledgement(
            MemberId custodian, CustodianSetId to, Instant until, List<MovedSegment> segments) {
        Octets statement = new MoveAcknowledgement(Cast.NETWORK, custodian, to, until, segments).statement();
        return new Acknowledgement(
                custodian, segments.size(), Cast.key("custodian/" + custodian).sign(statement));
    }

    /// What governance decides: three of the four are the custodians now.
    public static Stage supersede(Stage stage) {
        CustodianSets.supersede(stage.state(), Cast.ALL_FOUR, new CustodianSet(THREE, THREE_MEMBERS));
        return stage;
    }
}
