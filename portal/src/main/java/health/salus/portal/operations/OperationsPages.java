package health.salus.portal.operations;

import health.salus.portal.Operations;
import health.salus.portal.page.Formats;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/// One page that says whether anything needs somebody's attention, and what.
@Controller
public final class OperationsPages {

    private static final double BYTES_PER_GIGABYTE = 1024.0 * 1024 * 1024;
    private static final int PERCENT = 100;

    /// Below this share of free space the page says so.
    private static final int LITTLE_ROOM_PERCENT = 10;

    private final Operations operations;
    private final Formats formats;

    public OperationsPages(Operations operations, Formats formats) {
        this.operations = operations;
        this.formats = formats;
    }

    /// Found against a member, as a row.
    record Finding(String member, String kind, boolean signed, long count, String latest) {}

    /// A proposal, as a card.
    record OpenProposal(Operations.Proposal proposal, String expires) {}

    @GetMapping("/portal/operations")
    String overview(Model model) {
        Operations.Overview overview = operations.overview();
        Operations.Disk disk = overview.disk();
        model.addAttribute("overview", overview);
        model.addAttribute(
                "lastBlock", overview.node().lastBlock().map(formats::exact).orElse(""));
        model.addAttribute(
                "findings",
                overview.disagreements().stream()
                        .map(each -> new Finding(
                                each.member(), each.kind(), each.signed(), each.count(), formats.exact(each.latest())))
                        .toList());
        model.addAttribute("proposals", proposals(overview));
        model.addAttribute("ledger", gigabytes(disk.ledgerBytes()));
        model.addAttribute("free", gigabytes(disk.freeBytes()));
        model.addAttribute("freePercent", PERCENT * disk.freeBytes() / Math.max(1, disk.totalBytes()));
        model.addAttribute("littleRoom", PERCENT * disk.freeBytes() < LITTLE_ROOM_PERCENT * disk.totalBytes());
        return "portal/operations";
    }

    private List<OpenProposal> proposals(Operations.Overview overview) {
        return overview.proposals().stream()
                .map(each -> new OpenProposal(each, formats.moment(each.expires())))
                .toList();
    }

    private static double gigabytes(long bytes) {
        return bytes / BYTES_PER_GIGABYTE;
    }
}
