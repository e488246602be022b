package health.salus.portal.receipt;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.portal.Receipts;
import health.salus.portal.Receipts.Check;
import health.salus.portal.Receipts.ReceiptFile;
import health.salus.portal.Receipts.ReceiptId;
import health.salus.portal.page.Formats;
import health.salus.portal.page.Visitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/// Downloading a receipt, and checking one; the check needs no account.
@Controller
public final class ReceiptPages {

    private final Receipts receipts;
    private final Formats formats;

    public ReceiptPages(Receipts receipts, Formats formats) {
        this.receipts = receipts;
        this.formats = formats;
    }

    @GetMapping("/portal/receipts/{id}")
    ResponseEntity<byte[]> download(Visitor visitor, @PathVariable String id) {
        ReceiptFile file = receipts.find(visitor.caller(), new ReceiptId(id))
                .orElseThrow(() -> new SalusException(ErrorCode.NOT_FOUND, "no such receipt for this account"));
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file.fileName())
                                .build()
                                .toString())
                .body(file.text().getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping("/portal/receipts/check")
    String form() {
        return "portal/receipts";
    }

    @PostMapping("/portal/receipts/check")
    String check(@RequestParam(defaultValue = "") String text, @RequestParam Optional<MultipartFile> file, Model model)
            throws IOException {
        long size = file.map(MultipartFile::getSize).orElse(0L);
        if (size > Receipts.MAX_LENGTH || text.length() > Receipts.MAX_LENGTH) {
            throw new SalusException(
                    ErrorCode.TOO_LARGE, "a receipt has at most " + Receipts.MAX_LENGTH + " characters");
        }
        String receipt =
                size == 0 ? pasted(text) : new String(file.orElseThrow().getBytes(), StandardCharsets.UTF_8);
        if (receipt.isBlank()) {
            model.addAttribute("missing", true);
            return "portal/receipts";
        }
        switch (receipts.check(receipt)) {
            case Check.Genuine genuine -> {
                model.addAttribute("result", "genuine");
                model.addAttribute("facts", genuine.facts());
                model.addAttribute("time", formats.exact(genuine.facts().time()));
            }
            case Check.NotProven failed -> {
                model.addAttribute("result", "not-proven");
                model.addAttribute("reason", failed.reason().name());
            }
            case Check.Unreadable _ -> model.addAttribute("result", "unreadable");
        }
        return "portal/receipts";
    }

    /// Browsers send the lines of a text field with CRLF (HTML, "newline normalization"), and people copy a line too
    /// many or one too few.
    private static String pasted(String text) {
        return text.replace("\r\n", "\n").strip() + "\n";
    }
}
