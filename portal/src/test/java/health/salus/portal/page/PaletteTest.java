package health.salus.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Holds the stylesheet's colours to WCAG 2.2 level AA: 4.5 for text (1.4.3), 3 for borders of controls and the focus
/// ring (1.4.11).
class PaletteTest {

    private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): #([0-9a-f]{6});");

    private static final List<String> GROUNDS = List.of("paper", "surface");

    private static Map<String, Integer> palette(String scheme) throws IOException {
        String css;
        try (InputStream in = PaletteTest.class.getResourceAsStream("/health/salus/portal/assets/portal.css")) {
            css = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
        int dark = css.indexOf("@media (prefers-color-scheme: dark)");
        int end = css.indexOf("*,\n*::before");
        String part = scheme.equals("light") ? css.substring(0, dark) : css.substring(dark, end);
        Map<String, Integer> colours = new HashMap<>();
        Matcher matcher = COLOUR.matcher(part);
        while (matcher.find()) {
            colours.put(matcher.group(1), Integer.parseInt(matcher.group(2), 16));
        }
        return colours;
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void textStandsOutFromItsGround(String scheme) throws IOException {
        Map<String, Integer> colours = palette(scheme);
        for (String ground : GROUNDS) {
            for (String text : List.of("ink", "muted", "accent", "accent-hover", "bad")) {
                assertContrast(colours, text, ground, 4.5);
            }
        }
        assertContrast(colours, "on-accent", "accent", 4.5);
        assertContrast(colours, "on-accent", "accent-hover", 4.5);
        assertContrast(colours, "muted", "line", 4.5);
        for (String tone : List.of("good", "warn", "bad")) {
            assertContrast(colours, tone, tone + "-soft", 4.5);
            assertContrast(colours, "ink", tone + "-soft", 4.5);
            assertContrast(colours, "accent", tone + "-soft", 4.5);
        }
        assertContrast(colours, "ink", "soft", 4.5);
        assertContrast(colours, "muted", "soft", 4.5);
        assertContrast(colours, "accent", "soft", 4.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void controlsAndFocusStandOutFromTheirGround(String scheme) throws IOException {
        Map<String, Integer> colours = palette(scheme);
        for (String ground : GROUNDS) {
            for (String shape : List.of("border", "focus", "accent", "bad")) {
                assertContrast(colours, shape, ground, 3);
            }
        }
    }

    private static void assertContrast(Map<String, Integer> colours, String front, String ground, double least) {
        assertThat(contrast(colour(colours, front), colour(colours, ground)))
                .as("%s on %s", front, ground)
                .isGreaterThanOrEqualTo(least);
    }

    private static int colour(Map<String, Integer> colours, String name) {
        return Objects.requireNonNull(colours.get(name), name);
    }

    /// WCAG 2.2, definition of contrast ratio.
    private static double contrast(int one, int other) {
        double lighter = Math.max(luminance(one), luminance(other));
        double darker = Math.min(luminance(one), luminance(other));
        return (lighter + 0.05) / (darker + 0.05);
    }

    /// WCAG 2.2, definition of relative luminance.
    private static double luminance(int rgb) {
        return 0.2126 * channel(rgb >> 16) + 0.7152 * channel(rgb >> 8) + 0.0722 * channel(rgb);
    }

    private static double channel(int value) {
        double share = (value & 0xff) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
