package health.salus.portal.world;

import health.salus.portal.Operations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A network in which something of each kind needs attention.
final class InventedOperations implements Operations {

    private static final Instant LAST = Instant.parse("2026-09-14T07:41:09Z");

    @Override
    public Overview overview() {
        return new Overview(
                new Node(
                        true,
                        Optional.empty(),
                        "0.1.0",
                        2,
                        Optional.of(Duration.ofMillis(6_400)),
                        41_882,
                        Optional.of(LAST),
                        Optional.of(Duration.ofHours(-1)),
                        120_431,
                        120_427),
                List.of(
                        new Member("linden", "Linden Hospital", 1, true, true, 0, true),
                        new Member("harbour", "Harbour Clinic", 1, false, true, 0, true),
                        new Member("meadow", "Meadow Pharmacy", 1, false, true, 4, true),
                        new Member("heart", "Northgate Heart Centre", 1, false, false, 120_431, false)),
                new Signatures(3, 3, 4),
                List.of(
                        new Disagreement("heart", "two-roots", true, 1, LAST),
                        new Disagreement("meadow", "fragment", false, 12, LAST.minus(Duration.ofDays(2)))),
                List.of(new Proposal(
                        "remove-heart",
                        "linden",
                        LAST.plus(Duration.ofDays(7)),
                        2,
                        0,
                        4,
                        List.of("meadow", "heart"),
                        List.of("remove member heart"))),
                new Disk(3_400_000_000L, 6_000_000_000L, 100_000_000_000L, 20_000, Optional.empty()),
                new Repair(1_204_331, 3, 3, 0, 118));
    }
}
