package health.salus.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordCodecTest {

    enum Colour {
        RED,
        GREEN
    }

    sealed interface Shape {
        record Circle(long radius) implements Shape {}

        record Group(List<Shape> members, Optional<String> label) implements Shape {}
    }

    record Node(List<Node> children) {}

    record Everything(
            long number,
            int small,
            boolean flag,
            String text,
            Octets bytes,
            Digest digest,
            MemberId member,
            Instant time,
            Optional<Long> absent,
            Colour colour,
            List<Shape> shapes) {}

    private static final Everything SAMPLE = new Everything(
            Long.MIN_VALUE,
            -7,
            true,
            "Grüße",
            Octets.of((byte) 1, (byte) 2),
            Digest.ZERO,
            new MemberId("north"),
            Instant.parse("1969-12-31T23:59:59.999999999Z"),
            Optional.empty(),
            Colour.GREEN,
            List.of(new Shape.Circle(3), new Shape.Group(List.of(new Shape.Circle(4)), Optional.of("inner"))));

    @Test
    void decodesWhatItEncoded() {
        RecordCodec<Everything> codec = RecordCodec.of(Everything.class);
        assertThat(codec.decode(codec.encode(SAMPLE))).isEqualTo(SAMPLE);
    }

    @Test
    void writesKeysInTheOrderOfTheirBytes() {
        RecordCodec<Shape> codec = RecordCodec.of(Shape.class);
        // {"type": "Circle", "radius": 3}: "type" (64..) sorts before "radius" (66..).
        assertThat(codec.encode(new Shape.Circle(3)).hex())
                .isEqualTo("a26474797065664369726" + "36c65667261646975" + "7303");
    }

    @Test
    void agreesWithTheGenericDecoder() {
        Octets encoded = RecordCodec.of(Everything.class).encode(SAMPLE);
        assertThat(Cbor.encode(Cbor.decode(encoded, 10_000))).isEqualTo(encoded);
    }

    @Test
    void refusesEveryTruncationAndEveryTrailingByte() {
        RecordCodec<Everything> codec = RecordCodec.of(Everything.class);
        Octets encoded = codec.encode(SAMPLE);
        for (int length = 0; length < encoded.length(); length++) {
            Octets cut = encoded.slice(0, length);
            assertThatThrownBy(() -> codec.decode(cut)).isInstanceOf(SalusException.class);
        }
        Octets longer = Octets.concat(encoded, Octets.of((byte) 0));
        assertThatThrownBy(() -> codec.decode(longer)).isInstanceOf(SalusException.class);
    }

    @Test
    void neverAcceptsASecondEncodingOfTheSameValue() {
        RecordCodec<Everything> codec = RecordCodec.of(Everything.class);
        byte[] encoded = codec.encode(SAMPLE).toArray();
        for (int at = 0; at < encoded.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = encoded.clone();
                flipped[at] ^= (byte) (1 << bit);
                Octets mutated = Octets.wrap(flipped);
                try {
                    assertThat(codec.encode(codec.decode(mutated))).isEqualTo(mutated);
                } catch (SalusException refused) {
                    assertThat(refused.code().kind()).isEqualTo(ErrorCode.Kind.CALLER);
                }
            }
        }
    }

    @Test
    void boundsTheDepthOfRecordsThatContainThemselves() {
        Node deep = new Node(List.of());
        for (int i = 0; i < Cbor.MAX_DEPTH + 1; i++) {
            deep = new Node(List.of(deep));
        }
        RecordCodec<Node> codec = RecordCodec.of(Node.class);
        Octets encoded = codec.encode(deep);
        assertThatThrownBy(() -> codec.decode(encoded)).hasMessageContaining("nested deeper");
    }

    @Test
    void refusesMoreBytesThanTheLimit() {
        RecordCodec<Everything> codec = RecordCodec.of(Everything.class);
        assertThatThrownBy(() -> codec.decode(codec.encode(SAMPLE), 10))
                .isInstanceOfSatisfying(
                        SalusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
    }
}
