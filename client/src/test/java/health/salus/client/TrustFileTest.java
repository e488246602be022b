package health.salus.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.client.api.ApiJson;
import health.salus.client.api.NetworkMembers;
import health.salus.client.testing.ScriptedLedger;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustFileTest {

    private final ScriptedLedger ledger = new ScriptedLedger();

    @TempDir
    Path directory;

    @Test
    void readsWhatItWrote() throws IOException {
        Path file = Files.writeString(directory.resolve("trust.txt"), TrustFile.format(ledger.anchor()));

        assertThat(TrustFile.read(file)).isEqualTo(ledger.anchor());
    }

    @Test
    void takesTheMembersThatANodeNames() {
        NetworkMembers named =
                ApiJson.read(NetworkMembers.class, ledger.networkJson().getBytes(StandardCharsets.UTF_8));

        assertThat(TrustFile.ofNode(named)).isEqualTo(ledger.anchor());
        assertThat(named.memberSet()).isEqualTo(ledger.members().digest());
    }

    @Test
    void refusesAKeyThatIsNotItsOwnHash() {
        String text = TrustFile.format(ledger.anchor());
        int key = text.indexOf("+", text.indexOf("member beta"));
        String changed = text.substring(0, key + 1) + "00000000" + text.substring(key + 9);

        assertThatThrownBy(() -> TrustFile.parse(changed))
                .isInstanceOf(SalusException.class)
                .hasMessageContaining("not the ED25519 verifier key of member beta");
    }

    @Test
    void refusesKeysOfAnotherNetwork() {
        String text = TrustFile.format(ledger.anchor()).replace("network demo", "network other");

        assertThatThrownBy(() -> TrustFile.parse(text))
                .hasMessageContaining("not the ED25519 verifier key of member alpha");
    }

    @Test
    void refusesWhatIsNoTrustFile() {
        assertThatThrownBy(() -> TrustFile.parse("salus trust v2\nnetwork demo\nmember a 1 b\n"))
                .hasMessageContaining("lacks the line: salus trust v1");
        assertThatThrownBy(() -> TrustFile.parse("salus trust v1\nnetwork demo\nmember alpha 0 x\n"))
                .hasMessageContaining("a member line has");
    }
}
