package health.salus.vault.segment;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// Turns entries into pieces: commit, compress, encrypt, disperse, share the key (docs/design/vault.md). Any number
/// of threads may seal at once.
public final class SegmentSealer {

    private final RandomSource random;
    private final Workspaces workspaces = Workspaces.onePerProcessor();

    public SegmentSealer(RandomSource random) {
        this.random = random;
    }

    public SealedSegment seal(SegmentDescriptor descriptor, List<SegmentEntry> entries) {
        int plainBytes = SegmentPlaintext.lengthOf(entries);
        return workspaces.with(workspace -> seal(workspace, descriptor, entries, plainBytes));
    }

    private SealedSegment seal(
            Workspace workspace, SegmentDescriptor descriptor, List<SegmentEntry> entries, int plainBytes) {
        workspace.reserve(plainBytes);
        List<Digest> commitments = writeAndCommit(workspace, entries, plainBytes);
        int compressedBytes = workspace.compress(plainBytes);

        KeySharing.Dealt dealt = KeySharing.deal(descriptor.threshold(), descriptor.total(), random);
        Octets associated = descriptor.encoded();
        SecretKey key = workspace.cipherment.deriveKey(dealt.secret(), associated);
        int ciphertextBytes = workspace.cipherment.seal(
                key,
                random.octets(Cipherment.NONCE_BYTES),
                associated,
                workspace.compressed,
                compressedBytes,
                workspace.ciphertext);

        byte[][] fragments = workspace
                .code(descriptor.threshold(), descriptor.total())
                .encode(workspace.ciphertext, ciphertextBytes);
        List<Digest> fragmentHashes = new ArrayList<>(fragments.length);
        List<Piece> pieces = new ArrayList<>(fragments.length);
        for (int i = 0; i < fragments.length; i++) {
            fragmentHashes.add(Digest.of(workspace.sha256.digest(fragments[i])));
            pieces.add(
                    new Piece(i + 1, Octets.wrap(fragments[i]), dealt.shares().get(i)));
        }
        SegmentManifest manifest = new SegmentManifest(
                SegmentManifest.VERSION,
                descriptor,
                MerkleRoot.of(commitments, workspace.sha256),
                ciphertextBytes,
                fragmentHashes,
                dealt.commitments());
        return new SealedSegment(manifest, commitments, pieces);
    }

    private List<Digest> writeAndCommit(Workspace workspace, List<SegmentEntry> entries, int plainBytes) {
        byte[] seed = random.octets(EntryCommitments.SEED_BYTES).toArray();
        SecretKeySpec seedKey = EntryCommitments.key(seed);
        ByteBuffer plain = ByteBuffer.wrap(workspace.plain, 0, plainBytes);
        SegmentPlaintext.putHeader(plain, seed, entries.size());
        List<Digest> commitments = new ArrayList<>(entries.size());
        for (SegmentEntry entry : entries) {
            int from = plain.position();
            SegmentPlaintext.putEntry(plain, entry);
            commitments.add(Digest.of(workspace.commitments.commit(
                    seedKey, commitments.size(), workspace.plain, from, plain.position())));
        }
        return commitments;
    }
}
