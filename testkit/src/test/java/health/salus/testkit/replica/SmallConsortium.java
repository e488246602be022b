package health.salus.testkit.replica;

import health.salus.crypto.Secret;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.ledger.block.MemberSetState;
import health.salus.ledger.replica.SignedCheckpoint;
import health.salus.ledger.state.StateChanges;
import health.salus.ledger.state.StateOverlay;
import health.salus.proof.Checkpoint;
import health.salus.proof.CosigningKeys;
import health.salus.proof.MemberEntry;
import health.salus.proof.MemberSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Four members of equal weight, and their keys.
final class SmallConsortium {

    /// That of the sample blocks.
    static final NetworkId NETWORK = new NetworkId("sample");

    static final Instant TIME = Instant.parse("2026-01-01T00:00:30Z");

    static final MemberId A = new MemberId("a");
    static final MemberId B = new MemberId("b");
    static final MemberId C = new MemberId("c");
    static final MemberId D = new MemberId("d");

    private SmallConsortium() {}

    static CosigningKeys keys(MemberId member) {
        Octets seed = Digest.sha256(Octets.utf8("key of " + member)).octets();
        return CosigningKeys.fromSeed(Secret.wrap(seed.toArray()));
    }

    static MemberSet members() {
        return new MemberSet(List.of(A, B, C, D).stream()
                .map(member -> new MemberEntry(member, 1, keys(member).publicKeys()))
                .toList());
    }

    static SignedCheckpoint signed(MemberId member, long size, Digest root) {
        Checkpoint checkpoint = Checkpoint.of(NETWORK, size, root);
        return SignedCheckpoint.sign(checkpoint, member, keys(member), TIME);
    }

    static StateChanges genesis() {
        StateOverlay state = new StateOverlay(_ -> Optional.empty());
        state.put(MemberSetState.KEY, members().encode());
        return state.changes();
    }
}
