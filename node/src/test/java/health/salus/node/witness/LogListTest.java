package health.salus.node.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.crypto.InMemoryMlDsaKey;
import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import health.salus.proof.CheckpointKeys;
import health.salus.proof.MemberEntry;
import health.salus.proof.MemberSet;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.witness.WitnessedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogListTest {

    private static final NetworkId OWN = new NetworkId("north");

    @TempDir
    Path directory;

    private final String key = SmallLog.of("example.com/log").key().text();
    private final String newKey = SmallLog.of("example.com/log").key().text();

    @BeforeEach
    void write() throws IOException {
        for (String network : List.of("north", "south")) {
            MemberEntry member = new MemberEntry(
                    new MemberId("one"),
                    1,
                    new CheckpointKeys(
                            InMemorySigningKey.generate(new SystemRandomSource())
                                    .verificationKey(),
                            InMemoryMlDsaKey.generate(new SystemRandomSource()).verificationKey()));
            Files.writeString(
                    directory.resolve(network + ".txt"),
                    TrustAnchor.of(new NetworkId(network), new MemberSet(List.of(member)))
                            .format());
        }
    }

    @Test
    void knowsLogsByTheirKeysAndNetworksByTheirMembers() throws IOException {
        Map<String, WitnessedLog> logs =
                read("# ours\n\nlog KEY\nlog NEW \nlog KEY go.sum database tree\nnetwork south.txt\n");
        assertThat(logs).containsOnlyKeys("example.com/log", "go.sum database tree", "salus/south");
        assertThat(logs.get("example.com/log"))
                .isInstanceOfSatisfying(
                        WitnessedLog.ByKey.class, log -> assertThat(log.keys()).hasSize(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log",
                "log example.com+00000000+AQ==",
                "witness w1 KEY",
                "network",
                "network nowhere.txt",
                "network south.txt nowhere.members",
                "network south.txt south.txt",
                "network south.txt\nnetwork south.txt",
                "network south.txt\nlog KEY salus/south",
                "network north.txt"
            })
    void refusesOtherLines(String lines) {
        assertThatThrownBy(() -> read(lines))
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONFIGURATION));
    }

    private Map<String, WitnessedLog> read(String text) throws IOException {
        Path file = directory.resolve("logs.txt");
        Files.writeString(file, text.replace("KEY", key).replace("NEW", newKey));
        return LogList.read(file, OWN);
    }
}
