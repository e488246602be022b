package health.salus.fhir.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NarrativeSyntaxTest {
    private static final String OPEN = "<div xmlns=\"http://www.w3.org/1999/xhtml\">";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain &lt; text &#228; &nbsp;",
                "<p style='color: red'>a<br/>b <b>c</b><!-- note --></p>",
                "<a href=\"https://example.org/?a=b&amp;c=d\">x</a><a href='#a'/><img src='data:image/png;base64,AA'/>",
                "<table><tbody><tr><td colspan=\"2\">1</td></tr></tbody></table>",
            })
    void acceptsFormatting(String content) {
        assertThat(fault(OPEN + content + "</div>")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<p onclick='x()'>a</p>",
                "<iframe src='http://a'/>",
                "<form/>",
                "<a href='javascript:alert(1)'>x</a>",
                "<a href=' javascript:alert(1)'>x</a>",
                "<a href='java&#115;cript:alert(1)'>x</a>",
                "<a href='data:text/html,x'>x</a>",
                "<img src='data:text/html,x'/>",
                "<p style='background: url(http://a)'>a</p>",
                "<svg/>",
                "<p>a",
                "</p>",
                "<p><b>a</p></b>",
                "a & b",
                "&#x0;&<",
                "<p class=a/>",
                "<p class='a'id='b'/>",
                "<![CDATA[a]]>",
                "<?php ?>",
                "<!-- a",
                "</div><p/><div>",
            })
    void refusesTheRest(String content) {
        assertThat(fault(OPEN + content + "</div>")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "<p xmlns='http://www.w3.org/1999/xhtml'/>", "<div>a</div>", "<div", ""})
    void refusesWhatIsNotADivision(String narrative) {
        assertThat(fault(narrative)).isPresent();
    }

    private static Optional<String> fault(String narrative) {
        return NarrativeSyntax.fault(narrative.toCharArray(), 0, narrative.length());
    }
}
