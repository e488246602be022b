package health.salus.proof.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WitnessPolicyTest {

    private static final LogCheckpoint CHECKPOINT = new LogCheckpoint("example.com/log", 5, Digest.ZERO, List.of());
    private static final String W1 = TestKeys.witness(1).text();
    private static final String W2 = TestKeys.witness(2).text();

    /// The example of the specification, with keys.
    @Test
    void readsGroupsOfGroups() {
        StringBuilder text =
                new StringBuilder("log " + TestKeys.log("example.com/log", 9).text() + "\n\n# who\n");
        for (int i = 1; i <= 6; i++) {
            text.append("witness  w")
                    .append(i)
                    .append('\t')
                    .append(TestKeys.witness(i).text());
            text.append(i == 1 ? " https://w1.example/witness/ \n" : "\n");
        }
        text.append("""
                group X 2 w1 w2 w3
                \tgroup Y any w4 w5 w6
                group both all X Y
                quorum both
                """);
        WitnessPolicy policy = WitnessPolicy.parse(Octets.utf8(text.toString()));
        assertThat(policy.logs()).containsExactly(TestKeys.log("example.com/log", 9));
        assertThat(policy.witnesses()).hasSize(6);
        assertThat(policy.witnesses().getFirst().url()).contains(URI.create("https://w1.example/witness/"));
        assertThat(policy.isMetBy(signedBy(1, 3, 5))).isTrue();
        assertThat(policy.isMetBy(signedBy(1, 2, 3))).isFalse();
        assertThat(policy.isMetBy(signedBy(1, 4, 5, 6))).isFalse();
        assertThat(policy.quorum().words()).contains("2 of (example.com/w1, ");
    }

    @Test
    void countsEachWitnessOnceAndNoForgedLine() {
        WitnessPolicy policy = WitnessPolicy.atLeast(2, List.of(TestKeys.witness(1), TestKeys.witness(2)));
        assertThat(policy.isMetBy(signedBy(1, 1))).isFalse();
        assertThat(policy.isMetBy(signedBy(1, 3))).isFalse();
        assertThat(policy.isMetBy(signedBy(2, 1))).isTrue();
        LogCheckpoint other = new LogCheckpoint("example.com/log", 6, Digest.ZERO, List.of());
        LogNote forged =
                signedBy(1, 2).with(List.of(TestKeys.witness(1).line(other, TestKeys.signing(1), TestKeys.TIME)));
        assertThat(policy.signers(forged).forged()).containsExactly(TestKeys.witness(1));
        assertThat(policy.isMetBy(forged)).isFalse();
    }

    @Test
    void mayWantNobody() {
        WitnessPolicy policy = WitnessPolicy.parse(Octets.utf8("quorum none\n"));
        assertThat(policy.isMet(Set.of())).isTrue();
        assertThat(policy.quorum()).isEqualTo(new Quorum.Nobody());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "quorum w1\n",
                "quorum none",
                "quorum none\nquorum none\n",
                "witness w1 KEY1\n",
                "witness w1 KEY1\nwitness w1 KEY2\nquorum w1\n",
                "witness w1 KEY1\nwitness w2 KEY1\nquorum w1\n",
                "witness none KEY1\nquorum none\n",
                "witness w1 LOG\nquorum w1\n",
                "witness w1 KEY1 ftp://w1.example\nquorum w1\n",
                "witness w1 KEY1 https://w1.example more\nquorum w1\n",
                "witness w1 KEYX\nquorum w1\n",
                "witness w1 KEY1\ngroup g 0 w1\nquorum g\n",
                "witness w1 KEY1\ngroup g 2 w1\nquorum g\n",
                "witness w1 KEY1\ngroup g some w1\nquorum g\n",
                "witness w1 KEY1\ngroup g any\nquorum g\n",
                "witness w1 KEY1\ngroup g any w1 w1\nquorum g\n",
                "witness w1 KEY1\ngroup g any w1\ngroup h any w1\nquorum g\n",
                "group g any g\nquorum g\n",
                "group g any none\nquorum g\n",
                "bystander w1 KEY1\nquorum none\n",
                "quorum none \u0001\n"
            })
    void refusesOtherForms(String text) {
        String whole = text.replace("KEY1", W1)
                .replace("KEY2", W2)
                .replace("KEYX", "example.com/w1+00000000+BA==")
                .replace("LOG", TestKeys.log("example.com/w1", 1).text());
        assertThatThrownBy(() -> WitnessPolicy.parse(Octets.utf8(whole))).isInstanceOf(SalusException.class);
    }

    private static LogNote signedBy(int... witnesses) {
        return new LogNote(
                CHECKPOINT,
                Arrays.stream(witnesses)
                        .mapToObj(i -> TestKeys.witness(i).line(CHECKPOINT, TestKeys.signing(i), TestKeys.TIME))
                        .toList());
    }
}
