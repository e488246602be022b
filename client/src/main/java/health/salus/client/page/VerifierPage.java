package health.salus.client.page;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.proof.receipt.Rejection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// One HTML file with all that it needs: what verifies receipts where there is a browser and nothing else. Its names of
/// reasons, and what to do about each, are those of [Rejection] (docs/formats/receipt.md).
///
/// Its own content security policy lets it run its one script, and reach nothing: what it is shown stays in it.
public final class VerifierPage {

    private static final List<String> SCRIPTS = List.of(
            "bytes",
            "cbor",
            "records",
            "keys",
            "cose",
            "merkle",
            "note",
            "files",
            "verifier",
            "finality",
            "document",
            "page");

    private final String policy;
    private final Octets html;

    private VerifierPage(String policy, Octets html) {
        this.policy = policy;
        this.html = html;
    }

    /// Puts the page together from its parts.
    public static VerifierPage assemble() {
        String script = script();
        String style = resource("page.css");
        String policy = "default-src 'none'; script-src '" + hash(script) + "'; style-src '" + hash(style)
                + "'; base-uri 'none'; form-action 'none'";
        String html = resource("page.html")
                .replace("${policy}", policy)
                .replace("${style}", style)
                .replace("${script}", script);
        return new VerifierPage(policy, Octets.utf8(html));
    }

    private static String script() {
        String parts = SCRIPTS.stream().map(name -> resource(name + ".js")).collect(Collectors.joining("\n"));
        return "\"use strict\";\n(() => {\n" + nextSteps() + errorCodes() + parts + "})();\n";
    }

    /// Plain ASCII without quotation marks, so that it needs no escapes.
    private static String nextSteps() {
        return Arrays.stream(Rejection.values())
                .map(reason -> "  " + reason.name() + ": \"" + reason.nextStep() + "\",\n")
                .collect(Collectors.joining("", "const NEXT_STEPS = {\n", "};\n"));
    }

    private static String errorCodes() {
        return Arrays.stream(ErrorCode.values())
                .map(code -> "\"" + code.name() + "\"")
                .collect(Collectors.joining(", ", "const ERROR_CODES = [", "];\n"));
    }

    private static String hash(String content) {
        return "sha256-" + Digest.sha256(Octets.utf8(content)).octets().base64();
    }

    private static String resource(String name) {
        try (InputStream content = VerifierPage.class.getResourceAsStream(name)) {
            if (content == null) {
                throw new IllegalStateException("the build lacks " + name);
            }
            return Octets.wrap(content.readAllBytes()).toUtf8();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// For the header `Content-Security-Policy`; the page has it as well, for when it was saved.
    public String policy() {
        return policy;
    }

    public Octets html() {
        return html;
    }
}
