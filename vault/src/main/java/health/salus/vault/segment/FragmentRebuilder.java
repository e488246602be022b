package health.salus.vault.segment;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Rebuilds one custodian's fragment from those of others, without any key.
public final class FragmentRebuilder {

    private FragmentRebuilder() {}

    /// Whether this is the fragment of that place.
    public static boolean accepts(SegmentManifest manifest, int place, Octets fragment) {
        return place >= 1
                && place <= manifest.descriptor().total()
                && fragment.length() == manifest.fragmentBytes()
                && Digest.sha256(fragment).equals(manifest.fragmentOf(place));
    }

    /// Empty when the manifest's hashes are not those of one code word: then the author made fragments that do not
    /// belong together, and nobody can repair them.
    ///
    /// @param others at least threshold fragments that the manifest accepts, by place
    public static Optional<Octets> rebuild(SegmentManifest manifest, int place, Map<Integer, Octets> others) {
        SegmentDescriptor descriptor = manifest.descriptor();
        FragmentCode code = new FragmentCode(descriptor.threshold(), descriptor.total());
        byte[] @Nullable [] known = new byte[descriptor.total()][];
        others.forEach((at, fragment) -> known[at - 1] = fragment.toArray());
        byte[] ciphertext = code.decode(known, manifest.ciphertextBytes());
        byte[][] word = code.encode(ciphertext, ciphertext.length);
        Octets rebuilt = Octets.wrap(word[place - 1]);
        return accepts(manifest, place, rebuilt) ? Optional.of(rebuilt) : Optional.empty();
    }
}
