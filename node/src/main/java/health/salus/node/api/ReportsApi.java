package health.salus.node.api;

import health.salus.client.api.MemberReport;
import health.salus.client.api.MemberReports;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.node.report.ReportBook;
import health.salus.proof.report.Judgement.Convicted;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// What this node holds against members. Nobody has to sign in to ask: a report is signed by whom it names, and tells
/// nothing of anybody else.
@RestController
final class ReportsApi {

    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

    private final ReportBook reports;

    ReportsApi(ReportBook reports) {
        this.reports = reports;
    }

    @GetMapping("/api/reports")
    MemberReports all() {
        return new MemberReports(reports.all().stream()
                .map(kept -> item(kept.id(), kept.judgement()))
                .toList());
    }

    private static MemberReport item(String id, Convicted judgement) {
        return new MemberReport(
                id,
                judgement.member(),
                judgement.voucher().word(),
                judgement.signed().size(),
                judgement.time());
    }

    @GetMapping("/api/reports/{id}")
    ResponseEntity<byte[]> report(@PathVariable String id) {
        Octets text = reports.text(id)
                .orElseThrow(() -> new SalusException(ErrorCode.NOT_FOUND, "this node has no such report"));
        return ResponseEntity.ok().contentType(TEXT).body(text.toArray());
    }
}
