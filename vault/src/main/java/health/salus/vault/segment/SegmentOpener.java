package health.salus.vault.segment;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

/// Rebuilds a segment from pieces of which some may be wrong, and says which.
///
/// A manifest fixes one segment or none: every fragment hash is checked against the whole code word and the root
/// against the entries, so no choice of pieces, and no author in league with custodians, can make two readers see
/// different content.
public final class SegmentOpener {

    private final Workspaces workspaces = Workspaces.onePerProcessor();

    /// At most one piece of each custodian counts; a second one is ignored.
    public Opening open(SegmentManifest manifest, List<Piece> pieces) {
        PieceCheck check = new PieceCheck(manifest, pieces);
        return workspaces.with(workspace -> open(workspace, manifest, check));
    }

    private static Opening open(Workspace workspace, SegmentManifest manifest, PieceCheck check) {
        int threshold = manifest.threshold();
        if (check.fragmentCount() < threshold || check.shareCount() < threshold) {
            return check.tooFew();
        }
        Optional<byte[]> ciphertext = rebuild(workspace, manifest, check);
        if (ciphertext.isEmpty()) {
            return new Opening.Unsound("the fragments are not one code word", check.wrong());
        }

        // The tag is a cheaper judge of the shares than the commitments: those are asked only when it objects.
        Octets associated = manifest.descriptor().encoded();
        int compressedBytes = decrypt(workspace, check.secret(), associated, ciphertext.get());
        if (compressedBytes < 0) {
            if (!check.dropSharesThatDoNotVerify()) {
                return new Opening.Unsound("the ciphertext does not open under its key", check.wrong());
            }
            if (check.shareCount() < threshold) {
                return check.tooFew();
            }
            compressedBytes = decrypt(workspace, check.secret(), associated, ciphertext.get());
            if (compressedBytes < 0) {
                return new Opening.Unsound("the ciphertext does not open under its key", check.wrong());
            }
        }
        check.dropSharesOffTheLine();
        return unpack(workspace, manifest, compressedBytes, check.wrong());
    }

    /// Empty when the manifest's hashes are not those of one code word: then other fragments would give other bytes.
    private static Optional<byte[]> rebuild(Workspace workspace, SegmentManifest manifest, PieceCheck check) {
        FragmentCode code = workspace.code(manifest.threshold(), manifest.total());
        byte[] ciphertext = code.decode(check.fragments(), manifest.ciphertextBytes());
        byte[][] word = code.encode(ciphertext, ciphertext.length);
        for (int i = 0; i < word.length; i++) {
            if (!Digest.of(workspace.sha256.digest(word[i])).equals(manifest.fragmentOf(i + 1))) {
                return Optional.empty();
            }
        }
        return Optional.of(ciphertext);
    }

    private static int decrypt(Workspace workspace, BigInteger secret, Octets associated, byte[] ciphertext) {
        workspace.reserveCompressed(ciphertext.length);
        return workspace.cipherment.open(
                workspace.cipherment.deriveKey(secret, associated),
                associated,
                ciphertext,
                ciphertext.length,
                workspace.compressed);
    }

    private static Opening unpack(
            Workspace workspace, SegmentManifest manifest, int compressedBytes, List<WrongPiece> wrong) {
        int plainBytes = workspace.decompress(compressedBytes);
        if (plainBytes < 0) {
            return new Opening.Unsound("what was encrypted is no zstd frame of a permitted size", wrong);
        }
        SegmentPlaintext.Parsed parsed;
        try {
            parsed = SegmentPlaintext.parse(workspace.plain, plainBytes);
        } catch (SalusException malformed) {
            return new Opening.Unsound("what was compressed is no segment: " + malformed.detail(), wrong);
        }
        List<Digest> commitments = commitments(workspace, parsed);
        if (!MerkleRoot.of(commitments, workspace.sha256).equals(manifest.root())) {
            return new Opening.Unsound("the entries are not those under the manifest's root", wrong);
        }
        return new Opening.Opened(
                new OpenedSegment(manifest.descriptor(), parsed.entries(), commitments, parsed.seed()), wrong);
    }

    private static List<Digest> commitments(Workspace workspace, SegmentPlaintext.Parsed parsed) {
        SecretKeySpec seedKey = EntryCommitments.key(parsed.seed().toArray());
        List<Digest> commitments = new ArrayList<>(parsed.bounds().size());
        int from = SegmentPlaintext.HEADER_BYTES;
        for (int to : parsed.bounds()) {
            commitments.add(
                    Digest.of(workspace.commitments.commit(seedKey, commitments.size(), workspace.plain, from, to)));
            from = to;
        }
        return commitments;
    }
}
