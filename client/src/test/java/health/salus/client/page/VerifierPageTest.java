package health.salus.client.page;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.proof.receipt.Rejection;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// That the page is one file, and that its policy lets it run its own script and reach nothing.
class VerifierPageTest {

    private final VerifierPage page = VerifierPage.assemble();
    private final String html = page.html().toUtf8();

    @Test
    void permitsItsOwnScriptAndStyleAndNothingElse() {
        assertThat(page.policy())
                .startsWith("default-src 'none'; ")
                .contains("script-src '" + hashOf("script") + "'")
                .contains("style-src '" + hashOf("style") + "'")
                .doesNotContain("connect-src");
        assertThat(html).contains("content=\"" + page.policy() + "\"");
    }

    private String hashOf(String element) {
        List<String> contents = Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL)
                .matcher(html)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(contents).hasSize(1);
        return "sha256-"
                + Digest.sha256(Octets.utf8(contents.getFirst())).octets().base64();
    }

    @Test
    void needsNothingBesideIt() {
        assertThat(html).doesNotContain("${").doesNotContain(" src=").doesNotContain("@import");
        assertThat(Pattern.compile("https?://[^\"' ]+").matcher(html).results().map(MatchResult::group))
                .as("names only")
                .containsOnly("http://www.w3.org/2000/svg");
    }

    @Test
    void saysWhatToDoAboutEachReason() {
        for (Rejection reason : Rejection.values()) {
            assertThat(html).contains(reason.name() + ": \"" + reason.nextStep() + "\"");
        }
    }
}
