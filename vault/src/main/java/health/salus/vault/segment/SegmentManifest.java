package health.salus.vault.segment;

import health.salus.kernel.CustodianSetId;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import java.util.List;
import java.util.Optional;

/// Everything needed to judge a segment's pieces, and nothing secret. Its digest goes on the ledger; the manifest
/// itself is kept by each custodian beside its piece.
///
/// @param root Merkle root over the commitments to the entries
/// @param ciphertextBytes length of the ciphertext before it is padded to whole fragments
/// @param fragments SHA-256 of each custodian's fragment, in the order of the set
/// @param keyCommitments Feldman's commitments to the coefficients of the key's polynomial, compressed points of
/// P-256
/// @param placement where the segment lies now; absent while it lies where its descriptor says
public record SegmentManifest(
        int version,
        SegmentDescriptor descriptor,
        Digest root,
        int ciphertextBytes,
        List<Digest> fragments,
        List<Octets> keyCommitments,
        Optional<Placement> placement) {

    /// Of a segment that lies where it was sealed for.
    public static final int VERSION = 1;

    /// Of one that was moved. Who knows version 1 only cannot take it for something else.
    static final int MOVED_VERSION = 2;

    private static final RecordCodec<SegmentManifest> CODEC = RecordCodec.of(SegmentManifest.class);

    /// Far above what 64 custodians need: 64 * 34 + 22 * 35 bytes and the descriptor.
    private static final int MAX_ENCODED_BYTES = 16 * 1024;

    private static final Octets DIGEST_DOMAIN = Octets.utf8("salus/vault/manifest/v1\0");

    public SegmentManifest {
        fragments = List.copyOf(fragments);
        keyCommitments = List.copyOf(keyCommitments);
        if (version != VERSION && version != MOVED_VERSION) {
            throw new SalusException(
                    ErrorCode.UNSUPPORTED_VERSION,
                    "segment manifest version " + version + "; known: " + VERSION + " and " + MOVED_VERSION);
        }
        if (placement.isPresent() != (version == MOVED_VERSION)) {
            throw new SalusException(
                    ErrorCode.MALFORMED, "a manifest has a placement when it is of version " + MOVED_VERSION);
        }
        if (ciphertextBytes < Cipherment.OVERHEAD_BYTES || ciphertextBytes > SegmentLimits.MAX_CIPHERTEXT_BYTES) {
            throw new SalusException(
                    ErrorCode.TOO_LARGE,
                    "a ciphertext of " + ciphertextBytes + " bytes; the limit is "
                            + SegmentLimits.MAX_CIPHERTEXT_BYTES);
        }
        if (fragments.size() != placement.map(Placement::total).orElse(descriptor.total())
                || keyCommitments.size() != placement.map(Placement::threshold).orElse(descriptor.threshold())) {
            throw new SalusException(
                    ErrorCode.MALFORMED,
                    "a manifest has one hash for each custodian and one key commitment for each piece of the threshold");
        }
        for (Octets commitment : keyCommitments) {
            if (commitment.length() != KeySharing.COMMITMENT_BYTES) {
                throw new SalusException(
                        ErrorCode.MALFORMED, "a key commitment has " + KeySharing.COMMITMENT_BYTES + " bytes");
            }
        }
    }

    /// Of a segment as its author seals it.
    public SegmentManifest(
            int version,
            SegmentDescriptor descriptor,
            Digest root,
            int ciphertextBytes,
            List<Digest> fragments,
            List<Octets> keyCommitments) {
        this(version, descriptor, root, ciphertextBytes, fragments, keyCommitments, Optional.empty());
    }

    /// Of the same ciphertext under the same key, as another set keeps it. What the entries are, and what the cipher
    /// was fed with, stays.
    public SegmentManifest moved(
            CustodianSetId custodianSet, int threshold, List<Digest> fragmentHashes, List<Octets> commitments) {
        Placement next = new Placement(custodianSet, threshold, fragmentHashes.size(), generation() + 1);
        return new SegmentManifest(
                MOVED_VERSION, descriptor, root, ciphertextBytes, fragmentHashes, commitments, Optional.of(next));
    }

    public SegmentId segment() {
        return descriptor.id();
    }

    /// Whose members keep the pieces.
    public CustodianSetId custodianSet() {
        return placement.map(Placement::custodianSet).orElse(descriptor.custodianSet());
    }

    /// Pieces that rebuild the segment.
    public int threshold() {
        return placement.map(Placement::threshold).orElse(descriptor.threshold());
    }

    /// Pieces that there are.
    public int total() {
        return placement.map(Placement::total).orElse(descriptor.total());
    }

    /// How often the segment was moved.
    public int generation() {
        return placement.map(Placement::generation).orElse(0);
    }

    public static SegmentManifest decode(Octets encoded) {
        return CODEC.decode(encoded, MAX_ENCODED_BYTES);
    }

    public Octets encoded() {
        return CODEC.encode(this);
    }

    /// What the ledger keeps, and what acknowledgements are signed over.
    public Digest digest() {
        return digestOf(encoded());
    }

    /// The digest of a manifest that is at hand in its encoding only.
    public static Digest digestOf(Octets encoded) {
        return Digest.sha256(DIGEST_DOMAIN, encoded);
    }

    /// Every custodian's fragment has this length; the last ones may end in zeros.
    public int fragmentBytes() {
        return Math.ceilDiv(ciphertextBytes, threshold());
    }

    public Digest fragmentOf(int custodian) {
        return fragments.get(custodian - 1);
    }

    /// What [KeyShare#publicPoint] of that custodian's share must be; empty when the author committed to nothing.
    public Optional<Octets> sharePoint(int custodian) {
        return KeySharing.publicPoint(keyCommitments, custodian).map(P256::encode);
    }

    /// Whether this is the share of that custodian: a public check, which reveals nothing of other shares.
    public boolean accepts(int custodian, KeyShare share) {
        return KeySharing.verify(keyCommitments, custodian, share);
    }
}
