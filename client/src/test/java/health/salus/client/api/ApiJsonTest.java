package health.salus.client.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiJsonTest {

    enum Colour {
        DARK_RED
    }

    record Part(String name, Optional<Long> size) {}

    record Whole(
            MemberId member,
            Digest digest,
            Octets octets,
            Instant time,
            Duration duration,
            URI address,
            Colour colour,
            long large,
            int small,
            boolean flag,
            Optional<String> present,
            Optional<Part> absent,
            List<Part> parts) {}

    private static final Whole WHOLE = new Whole(
            new MemberId("alpha"),
            Digest.ZERO,
            Octets.of((byte) 0xfb, (byte) 0xff),
            Instant.parse("2026-01-02T03:04:05.678Z"),
            Duration.ofMinutes(10),
            URI.create("http://localhost:8080/portal"),
            Colour.DARK_RED,
            Long.MAX_VALUE,
            7,
            true,
            Optional.of("here"),
            Optional.empty(),
            List.of(new Part("a", Optional.of(1L)), new Part("b", Optional.empty())));

    @Test
    void writesEachTypeInItsForm() {
        assertThat(new String(ApiJson.write(WHOLE), StandardCharsets.UTF_8))
                .isEqualTo("{\"member\":\"alpha\",\"digest\":\"" + "0".repeat(64)
                        + "\",\"octets\":\"-_8\",\"time\":\"2026-01-02T03:04:05.678Z\",\"duration\":\"PT10M\","
                        + "\"address\":\"http://localhost:8080/portal\",\"colour\":\"dark-red\","
                        + "\"large\":9223372036854775807,\"small\":7,\"flag\":true,\"present\":\"here\","
                        + "\"parts\":[{\"name\":\"a\",\"size\":1},{\"name\":\"b\"}]}");
    }

    @Test
    void readsWhatItWrote() {
        assertThat(ApiJson.read(Whole.class, ApiJson.write(WHOLE))).isEqualTo(WHOLE);
    }

    @Test
    void passesOverMembersOfNewerNodes() {
        assertThat(read(Part.class, "{\"name\":\"a\",\"shade\":{\"x\":[1]}}"))
                .isEqualTo(new Part("a", Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|Part.name is missing",
                "{\"name\":1}|Part.name is no string",
                "{\"name\":\"a\",\"size\":\"1\"}|Part.size is no integer",
                "{\"name\":\"a\",\"size\":1.5}|Part.size is no integer",
                "[]|Part is no object",
                "null|Part is missing",
                "{|is not JSON",
            })
    void namesThePlaceOfWhatItRefuses(String json, String detail) {
        assertThatThrownBy(() -> read(Part.class, json))
                .isInstanceOf(SalusException.class)
                .hasMessageContaining(detail);
    }

    @Test
    void refusesIdentifiersThatCannotExist() {
        assertThatThrownBy(() -> read(Organisation.class, "{\"organisation\":\"a b\",\"name\":\"n\",\"member\":\"m\"}"))
                .isInstanceOf(SalusException.class)
                .hasMessageContaining("OrganisationId");
    }

    private static <T extends Record> T read(Class<T> type, String json) {
        return ApiJson.read(type, json.getBytes(StandardCharsets.UTF_8));
    }
}
