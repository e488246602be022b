package health.salus.node.operations;

import health.salus.client.api.Operations;
import health.salus.kernel.MemberId;
import health.salus.node.Evidence;
import health.salus.node.report.ReportBook;
import health.salus.proof.report.Judgement;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What this node found against members, counted.
final class Disagreements {

    private final Evidence evidence;
    private final ReportBook reports;

    private record Kind(MemberId member, String kind, boolean signed) {}

    private record Found(long count, Instant latest) {

        static Found at(Instant time) {
            return new Found(1, time);
        }

        Found and(Found other) {
            return new Found(count + other.count, latest.isAfter(other.latest) ? latest : other.latest);
        }
    }

    Disagreements(Evidence evidence, ReportBook reports) {
        this.evidence = evidence;
        this.reports = reports;
    }

    /// The latest first.
    List<Operations.Disagreement> look() {
        Map<Kind, Found> counted = new HashMap<>();
        reports.all().forEach(kept -> {
            Judgement.Convicted judgement = kept.judgement();
            Kind kind = new Kind(judgement.member(), judgement.voucher().word(), true);
            counted.merge(kind, Found.at(judgement.time()), Found::and);
        });
        evidence.items().forEach(item -> {
            // False checkpoints are in the reports, with those of earlier runs.
            if (!(item instanceof Evidence.Item.ByCheckpoint)) {
                counted.merge(kind(item), Found.at(item.time()), Found::and);
            }
        });
        return counted.entrySet().stream()
                .map(each -> new Operations.Disagreement(
                        each.getKey().member,
                        each.getKey().kind,
                        each.getKey().signed,
                        each.getValue().count,
                        each.getValue().latest))
                .sorted(Comparator.comparing(Operations.Disagreement::latest).reversed())
                .toList();
    }

    private static Kind kind(Evidence.Item item) {
        String word = switch (item) {
            case Evidence.Item.ByPiece found ->
                found.piece().wrong().kind().name().toLowerCase(Locale.ROOT);
            case Evidence.Item.ByDealing _ -> "dealing";
            case Evidence.Item.ByCheckpoint _ -> "checkpoint";
        };
        return new Kind(item.member(), word, item.isSigned());
    }
}
