package health.salus.vault.segment;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.vault.doubles.SeededRandom;
import health.salus.vault.doubles.Subsets;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The code is a format: it is held to its formula in docs/formats/segment.md, not to a library.
class FragmentCodeTest {

    private static final int POLYNOMIAL = 0x11d;

    private final SeededRandom random = new SeededRandom(19);

    @ParameterizedTest
    @CsvSource({"1,1,100", "1,3,7", "2,4,1", "2,4,1001", "3,7,500", "4,10,64", "22,64,3000"})
    void parityIsAsTheFormatSays(int threshold, int total, int length) {
        byte[] bytes = random.octets(length).toArray();
        byte[][] word = new FragmentCode(threshold, total).encode(bytes, length);
        assertThat(word).hasNumberOfRows(total);
        int fragmentBytes = Math.ceilDiv(length, threshold);
        for (int place = 0; place < total; place++) {
            for (int i = 0; i < fragmentBytes; i++) {
                assertThat(word[place][i]).as("place %s byte %s", place, i).isEqualTo((byte)
                        expected(bytes, threshold, place, i));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1,100", "1,3,7", "2,4,999", "3,7,500"})
    void anyThresholdOfFragmentsGiveTheBytes(int threshold, int total, int length) {
        byte[] bytes = random.octets(length).toArray();
        FragmentCode code = new FragmentCode(threshold, total);
        byte[][] word = code.encode(bytes, length);
        List<Integer> places = IntStream.range(0, total).boxed().toList();
        for (List<Integer> subset : Subsets.ofSize(threshold, places)) {
            byte[] @Nullable [] known = new byte[total][];
            subset.forEach(place -> known[place] = word[place]);
            assertThat(code.decode(known, length)).isEqualTo(bytes);
        }
    }

    private static int expected(byte[] bytes, int threshold, int place, int at) {
        if (place < threshold) {
            return padded(bytes, threshold, place, at);
        }
        int sum = 0;
        for (int data = 0; data < threshold; data++) {
            sum ^= times(inverse(place ^ data), padded(bytes, threshold, data, at) & 0xff);
        }
        return sum;
    }

    private static int padded(byte[] bytes, int threshold, int place, int at) {
        int index = place * Math.ceilDiv(bytes.length, threshold) + at;
        return index < bytes.length ? bytes[index] : 0;
    }

    private static int times(int a, int b) {
        int product = 0;
        int shifted = a;
        for (int rest = b; rest != 0; rest >>= 1) {
            if ((rest & 1) != 0) {
                product ^= shifted;
            }
            shifted <<= 1;
            if ((shifted & 0x100) != 0) {
                shifted ^= POLYNOMIAL;
            }
        }
        return product;
    }

    private static int inverse(int a) {
        for (int candidate = 1; candidate < 256; candidate++) {
            if (times(a, candidate) == 1) {
                return candidate;
            }
        }
        throw new AssertionError("zero has no inverse");
    }
}
