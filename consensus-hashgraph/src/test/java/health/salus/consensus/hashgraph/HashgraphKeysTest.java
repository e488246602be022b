package health.salus.consensus.hashgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashgraphKeysTest {

    private static final MemberId SELF = new MemberId("st-mary.hospital");
    private static final MemberId OTHER = new MemberId("other");
    private static final NetworkId NETWORK = new NetworkId("net");

    @TempDir
    Path directory;

    @Test
    void keysAreKeptInAFileThatOnlyItsOwnerMayRead() throws IOException {
        HashgraphKeys keys = HashgraphKeys.generate(SELF);
        Path file = directory.resolve("gossip.p12");
        keys.store(file, "secret".toCharArray());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        HashgraphKeys loaded = HashgraphKeys.load(file, "secret".toCharArray());
        assertThat(loaded.certificate()).isEqualTo(keys.certificate());
        assertThat(loaded.keysAndCerts().sigKeyPair().getPrivate())
                .isEqualTo(keys.keysAndCerts().sigKeyPair().getPrivate());
        assertThat(loaded.toString()).doesNotContain("secret");
    }

    @Test
    void keysAreNeverOverwritten() {
        Path file = directory.resolve("gossip.p12");
        HashgraphKeys.generate(SELF).store(file, "secret".toCharArray());

        assertThatThrownBy(() -> HashgraphKeys.generate(SELF).store(file, "secret".toCharArray()))
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.ALREADY_EXISTS));
    }

    @Test
    void aWrongPassphraseIsRefusedAndNotRepeated() {
        Path file = directory.resolve("gossip.p12");
        HashgraphKeys.generate(SELF).store(file, "secret".toCharArray());

        assertThatThrownBy(() -> HashgraphKeys.load(file, "guess".toCharArray()))
                .isInstanceOf(SalusException.class)
                .hasMessageContaining("check the file and its passphrase")
                .hasMessageNotContaining("guess");
    }

    @Test
    void keysAreNewEachTime() {
        assertThat(HashgraphKeys.generate(SELF).certificate())
                .isNotEqualTo(HashgraphKeys.generate(SELF).certificate());
    }

    @Test
    void nobodyBearsAnothersName() {
        Octets own = HashgraphKeys.generate(SELF).certificate();
        Octets inMyName = HashgraphKeys.generate(SELF).certificate();

        assertThatThrownBy(() -> new HashgraphNetwork(
                        NETWORK, List.of(member(SELF, 0, 7001, own), member(OTHER, 1, 7002, inMyName))))
                .hasMessageContaining("the gossip certificate of member other is in the name of CN=st-mary.hospital");
    }

    @Test
    void twoMembersShareNothing() {
        Octets first = HashgraphKeys.generate(SELF).certificate();
        Octets second = HashgraphKeys.generate(OTHER).certificate();

        assertThatThrownBy(() -> new HashgraphNetwork(
                        NETWORK, List.of(member(SELF, 0, 7001, first), member(OTHER, 0, 7002, second))))
                .hasMessageContaining("same node id");
        assertThatThrownBy(() -> new HashgraphNetwork(
                        NETWORK, List.of(member(SELF, 0, 7001, first), member(OTHER, 1, 7001, second))))
                .hasMessageContaining("same gossip endpoint");
    }

    @Test
    void aChangedCertificateIsRefused() {
        byte[] certificate = HashgraphKeys.generate(SELF).certificate().toArray();
        certificate[certificate.length - 1] ^= 1;

        assertThatThrownBy(
                        () -> new HashgraphNetwork(NETWORK, List.of(member(SELF, 0, 7001, Octets.wrap(certificate)))))
                .hasMessageContaining("not a self-signed X.509 one");
    }

    private static HashgraphMember member(MemberId id, long nodeId, int port, Octets certificate) {
        return new HashgraphMember(id, nodeId, 1, new GossipEndpoint("127.0.0.1", port), certificate);
    }
}
