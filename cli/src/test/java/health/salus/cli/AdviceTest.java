package health.salus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.cli.testing.Typist;
import health.salus.client.TrustFile;
import health.salus.client.testing.ScriptedLedger;
import health.salus.client.testing.ScriptedNode;
import health.salus.client.testing.ScriptedNode.Reply;
import health.salus.kernel.Octets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What somebody is told who typed the wrong thing: which one, and what to do.
class AdviceTest {

    @TempDir
    Path home;

    private void told(String what, String advice, String... arguments) {
        Typist.Ended ended = new Typist(home).type(arguments);
        assertThat(ended.code()).isNotZero();
        assertThat(ended.err()).contains(what).contains(advice).doesNotContain("Exception");
    }

    @Test
    void aDirectoryThatIsNoHome() {
        String nowhere = home.resolve("nowhere").toString();

        told("neither a network's directory nor a member's home", "salus network create", "network", "start", nowhere);
        told("neither a network's directory nor a member's home", "salus member init", "network", "status", nowhere);
        told(nowhere + " is not there", "Correct what the message names", "member", "card", nowhere);
    }

    @Test
    void aFileThatIsMissingOrAnother() throws IOException {
        String missing = home.resolve("missing").toString();
        String other = Files.writeString(home.resolve("other"), "other").toString();

        told(missing + " is not there", missing, "verify", missing, "--trust", other);
        told(home + " is a directory", "Name a file in it", "record", "put", home.toString());
        told("says nobody to trust", "genesis.cbor", "verify", other, "--trust", other);
        told(other + " is no key file", "salus key generate", "whoami", "--key", other, "--as", "kina");
        told("is not there", "salus key generate", "whoami", "--key", missing, "--as", "kina");
        told(missing + " is not there", "Check its path", "whoami", "--token-file", missing);
    }

    @Test
    void aNodeThatIsAwayOrNamedWrongly() {
        told("no connection", "salus network start", "status", "--url", "http://127.0.0.1:1");
        told("not of the form https://host:port", "Correct what the message names", "status", "--url", "htp:/x");
    }

    /// The table's advice is for the file of a node; this is the file of whoever typed.
    @Test
    void aPlaceThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "in the way");

        told(
                "cannot write",
                "Check that the file",
                "key",
                "generate",
                file.resolve("kina.pem").toString());
    }

    @Test
    void aKeyThatTheNodeDoesNotKnowAndAnotherNetwork() throws IOException {
        try (ScriptedNode node = new ScriptedNode()) {
            new ScriptedLedger().at(node);
            node.on("POST", "/oauth2/token", new Reply(401, Map.of(), Octets.utf8("{\"error\":\"invalid_client\"}")));
            String url = node.address().toString();
            String key = home.resolve("kina.pem").toString();
            new Typist(home).type("key", "generate", key);

            told("with this key", "--as", "whoami", "--url", url, "--key", key, "--as", "kina");
            Path elsewhere = Files.writeString(
                    home.resolve("elsewhere.txt"),
                    TrustFile.format(new ScriptedLedger().anchor()).replaceFirst("(?m)^member delta.*\n", ""));
            told(
                    "other members than those that are trusted",
                    "give their genesis with --trust",
                    "login",
                    "--url",
                    url,
                    "--key",
                    key,
                    "--as",
                    "kina",
                    "--trust",
                    elsewhere.toString());
        }
    }
}
