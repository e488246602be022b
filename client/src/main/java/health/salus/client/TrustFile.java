package health.salus.client;

import health.salus.client.api.NetworkMember;
import health.salus.client.api.NetworkMembers;
import health.salus.crypto.MlDsaKey;
import health.salus.crypto.VerificationKey;
import health.salus.kernel.Octets;
import health.salus.proof.CheckpointKeys;
import health.salus.proof.MemberEntry;
import health.salus.proof.MemberSet;
import health.salus.proof.membership.Genesis;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.membership.SignedGenesis;
import health.salus.proof.receipt.TrustAnchor;
import java.nio.file.Path;
import java.util.List;

/// Whom a verifier trusts, as a text file (docs/formats/trust.md): the network, and each member with its weight and its
/// keys as C2SP verifier keys. It comes from the genesis, or from somebody one believes.
public final class TrustFile {

    private TrustFile() {}

    public static String format(TrustAnchor anchor) {
        return anchor.format();
    }

    /// Reads a trust file, or a genesis that all of its members have signed.
    public static TrustAnchor read(Path file) {
        Octets content = MemberHome.read(file);
        return content.toUtf8().startsWith(TrustAnchor.FIRST_LINE)
                ? parse(content.toUtf8())
                : ofGenesis(SignedGenesis.decode(content).verify());
    }

    public static TrustAnchor ofGenesis(Genesis genesis) {
        return TrustAnchor.of(genesis.network(), genesis.memberSet());
    }

    /// What a node says about its network: to be pinned when first met, and compared with what others say.
    public static TrustAnchor ofNode(NetworkMembers network) {
        List<MemberEntry> members =
                network.members().stream().map(TrustFile::entry).toList();
        return TrustAnchor.of(network.network(), new MemberSet(members));
    }

    private static MemberEntry entry(NetworkMember member) {
        CheckpointKeys keys = new CheckpointKeys(
                VerificationKey.ed25519(member.checkpointKey()), new MlDsaKey(member.checkpointMlDsaKey()));
        return new MemberEntry(member.member(), member.weight(), keys);
    }

    public static TrustAnchor parse(String text) {
        return TrustAnchor.parse(text);
    }
}
