package health.salus.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

///  Vectors: RFC 8949 appendix A, as far as the subset goes.
class CborTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00",
                "01",
                "0a",
                "17",
                "1818",
                "1819",
                "1864",
                "1903e8",
                "1a000f4240",
                "1b000000e8d4a51000",
                "20",
                "29",
                "3863",
                "3903e7",
                "f4",
                "f5",
                "f6",
                "40",
                "4401020304",
                "60",
                "6161",
                "6449455446",
                "62225c",
                "62c3bc",
                "63e6b0b4",
                "64f0908591",
                "80",
                "83010203",
                "8301820203820405",
                "a0",
                "a201020304",
                "a26161016162820203",
                "c11a514b67b0",
                "d74401020304",
                "d818456449455446"
            })
    void encodesWhatItDecodedToTheSameBytes(String hex) {
        Octets encoded = Octets.ofHex(hex);
        assertThat(Cbor.encode(Cbor.decode(encoded, 100))).isEqualTo(encoded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1817",
                "190017",
                "1a00000017",
                "1b0000000000000017", // longer heads than needed
                "5f42010243030405ff",
                "7f657374726561646d696e67ff",
                "9fff",
                "bfff", // indefinite lengths
                "f90000",
                "fb3ff199999999999a",
                "f7",
                "f0", // floats, undefined, unassigned
                "a2020101",
                "a2616201616101",
                "a201010101", // truncated, misordered and repeated keys
                "62c328",
                "1bffffffffffffffff",
                "5affffffff00",
                "9affffffff00",
                "",
                "ff"
            })
    void refusesWhatItWouldNotHaveWritten(String hex) {
        Octets encoded = Octets.ofHex(hex);
        assertThatThrownBy(() -> Cbor.decode(encoded, 100)).isInstanceOf(SalusException.class);
    }

    @Test
    void boundsTheDepth() {
        Octets deep = Octets.ofHex("81".repeat(40) + "00");
        assertThatThrownBy(() -> Cbor.decode(deep, 100))
                .isInstanceOfSatisfying(
                        SalusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_DEEP));
    }
}
