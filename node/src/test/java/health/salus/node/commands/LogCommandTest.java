package health.salus.node.commands;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.cli.testing.Typist;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.node.replica.GenesisState;
import health.salus.node.web.OpenNode;
import health.salus.proof.receipt.TrustAnchor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An auditor at the keyboard, who has the members' keys and no account.
class LogCommandTest {

    @TempDir
    Path directory;

    private OpenNode node;
    private Typist auditor;
    private String trust;

    @BeforeEach
    void open() throws IOException {
        node = OpenNode.start(directory.resolve("home"));
        auditor = new Typist(directory.resolve("auditor"));
        Path file = directory.resolve("trust");
        var genesis = node.server().node().genesis();
        Files.writeString(
                file,
                TrustAnchor.of(genesis.network(), GenesisState.memberSet(genesis))
                        .format());
        trust = file.toString();
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void checksTheLogAndThatItGoesOn() {
        String last = directory.resolve("last.checkpoint").toString();
        assertThat(check("--out", last)).returns(0, Typist.Ended::code);
        node.register("dr.adams", PrincipalKind.PRACTITIONER, OpenNode.NORTH);
        Typist.Ended again = check("--since", last);
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).contains("sound: ").contains("continues the earlier checkpoint");
        assertThat(check("--json").json().path("sound").asBoolean()).isTrue();
    }

    @Test
    void keepsACopyThatNeedsNoNode() throws IOException {
        Path copy = directory.resolve("copy");
        Typist.Ended mirrored = type("mirror", copy.toString(), "--url", url());
        assertThat(mirrored.code()).as(mirrored.err()).isZero();
        node.close();
        assertThat(type("check", "--files", copy.toString()).code()).isZero();

        Path entries;
        try (var files = Files.walk(copy.resolve("tile/entries"))) {
            entries = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(entries);
        bytes[bytes.length / 2] ^= 1;
        Files.write(entries, bytes);
        Typist.Ended refused = type("check", "--files", copy.toString());
        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.out()).contains("not sound: ").contains("Ask another member");
        node = OpenNode.start(directory.resolve("another-home"));
    }

    private Typist.Ended check(String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "check";
        arguments[1] = "--url";
        arguments[2] = url();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return type(arguments);
    }

    private Typist.Ended type(String... arguments) {
        String[] whole = new String[arguments.length + 3];
        whole[0] = "log";
        System.arraycopy(arguments, 0, whole, 1, arguments.length);
        whole[arguments.length + 1] = "--trust";
        whole[arguments.length + 2] = trust;
        return auditor.type(whole);
    }

    private String url() {
        return node.address().toString();
    }
}
