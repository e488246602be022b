package health.salus.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.client.api.LedgerDiskUse;
import health.salus.client.api.NodeStatus;
import health.salus.client.api.Operations;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperationsTextTest {

    private static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");
    private static final MemberId NORTH = new MemberId("north");
    private static final MemberId WEST = new MemberId("west");

    @Test
    void saysWhatNeedsAttention() {
        assertThat(String.join("\n", OperationsText.lines(operations())).replaceAll(" {2,}", " | "))
                .isEqualTo("""
                        as member north sees it:
                        log | 120 entries, 4 of them not final
                        signed | Ed25519 3, ML-DSA-44 3 of 4 votes on the latest final checkpoint
                        clock | 3600 s behind the members': set it right
                        disagreements | see below
                        votes | see below
                        disk | 34 MB of ledger, 5000 of 20000 MB free
                        repair | 900 fragments read again, 2 damaged, 3 made whole, 0 not yet; 7 segments to move
                        north | 1 vote | signed the latest final checkpoint | 0 entries behind
                        west | 3 votes | has not signed it | not heard from
                        disagreement: member west, two-roots, signed by it, 1 times, latest 2026-03-01T10:00:00Z
                        proposal remove-west of north, open until 2026-03-01T10:00:00Z: 1 of 4 votes for it, 0 against; not yet: west
                         | remove member west""");
    }

    private static Operations operations() {
        NodeStatus status = new NodeStatus(
                1,
                "1",
                new NetworkId("demo"),
                NORTH,
                "hashgraph",
                0,
                Optional.empty(),
                "active",
                Optional.empty(),
                40,
                120,
                116,
                Optional.of(7L),
                Optional.of(new LedgerDiskUse(34L << 20, 0, Optional.empty())),
                TIME,
                1 << 20,
                Optional.empty());
        return new Operations(
                status,
                Optional.of(TIME),
                Optional.of(Duration.ofHours(-1)),
                new Operations.Signatures(116, 3, 3, 4),
                List.of(
                        new Operations.Member(NORTH, new OrganisationId("a"), "North", 1, true, 120, 0, true),
                        new Operations.Member(WEST, new OrganisationId("b"), "West", 3, false, 0, 120, false)),
                List.of(new Operations.Disagreement(WEST, "two-roots", true, 1, TIME)),
                List.of(new Operations.OpenProposal(
                        "remove-west", NORTH, TIME, 1, 0, 4, List.of(WEST), List.of("remove member west"))),
                new Operations.Volume(5_000L << 20, 20_000L << 20),
                new Operations.Repair(900, 2, 2, 0, 1, 0, 0, 7));
    }
}
