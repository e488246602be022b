package health.salus.vault.segment;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Rebuilds one custodian's fragment from those of others, without any key.
public final class FragmentRebuilder {

    private FragmentRebuilder() {}

    /// Whether this is the fragment of that place.
    public static boolean accepts(SegmentManifest manifest, int place, Octets fragment) {
        return place >= 1
                && place <= manifest.total()
                && fragment.length() == manifest.fragmentBytes()
                && Digest.sha256(fragment).equals(manifest.fragmentOf(place));
    }

    /// Empty when the manifest's hashes are not those of one code word: then the author made fragments that do not
    /// belong together, and nobody can repair them.
    ///
    /// @param others at least threshold fragments that the manifest accepts, by place
    public static Optional<Octets> rebuild(SegmentManifest manifest, int place, Map<Integer, Octets> others) {
        FragmentCode code = new FragmentCode(manifest.threshold(), manifest.total());
        byte[] ciphertext = ciphertext(manifest, code, others);
        byte[][] word = code.encode(ciphertext, ciphertext.length);
        Octets rebuilt = Octets.wrap(word[place - 1]);
        return accepts(manifest, place, rebuilt) ? Optional.of(rebuilt) : Optional.empty();
    }

    /// The fragments of the same ciphertext for another set, in the order of its places. Empty when the manifest's
    /// hashes are not those of one code word: other fragments would give another ciphertext.
    ///
    /// @param known at least threshold fragments that the manifest accepts, by place
    public static Optional<List<Octets>> recode(
            SegmentManifest manifest, Map<Integer, Octets> known, int threshold, int total) {
        FragmentCode code = new FragmentCode(manifest.threshold(), manifest.total());
        byte[] ciphertext = ciphertext(manifest, code, known);
        byte[][] word = code.encode(ciphertext, ciphertext.length);
        for (int place = 1; place <= word.length; place++) {
            if (!accepts(manifest, place, Octets.wrap(word[place - 1]))) {
                return Optional.empty();
            }
        }
        return Optional.of(Arrays.stream(new FragmentCode(threshold, total).encode(ciphertext, ciphertext.length))
                .map(Octets::wrap)
                .toList());
    }

    private static byte[] ciphertext(SegmentManifest manifest, FragmentCode code, Map<Integer, Octets> known) {
        byte[] @Nullable [] fragments = new byte[manifest.total()][];
        known.forEach((at, fragment) -> fragments[at - 1] = fragment.toArray());
        return code.decode(fragments, manifest.ciphertextBytes());
    }
}
