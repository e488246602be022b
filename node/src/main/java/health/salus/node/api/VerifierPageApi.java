package health.salus.node.api;

import health.salus.client.page.VerifierPage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The verifier of receipts, for whoever has a browser and would keep it: once it is saved, it needs no node.
@RestController
final class VerifierPageApi {

    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);
    private static final CacheControl A_WHILE =
            CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic();

    private final VerifierPage page = VerifierPage.assemble();

    @GetMapping("/verify")
    ResponseEntity<byte[]> page() {
        return ResponseEntity.ok()
                .contentType(HTML)
                .cacheControl(A_WHILE)
                .header("Content-Security-Policy", page.policy() + "; frame-ancestors 'none'")
                .header("Referrer-Policy", "no-referrer")
                .body(page.html().toArray());
    }
}
