package health.salus.proof.witness;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// The witnesses that somebody knows, and how many of them have to have cosigned a checkpoint (C2SP tlog-policy).
///
/// @param logs that are known by keys of their own; a Salus network is known by its members
public record WitnessPolicy(List<NoteKey> logs, List<Witness> witnesses, Quorum quorum) {

    /// Twice what the specification wants of logs, of witnesses and of groups.
    public static final int MAX_NAMES = 64;

    public static final int MAX_BYTES = 64 * 1024;

    /// @param name within the policy only
    /// @param url where it takes checkpoints: its submission prefix
    public record Witness(String name, NoteKey key, Optional<URI> url) {

        public Witness {
            if (key.kind() != NoteKey.Kind.COSIGNATURE) {
                throw new SalusException(ErrorCode.MALFORMED, "the key of a witness has the type 0x04");
            }
        }
    }

    public WitnessPolicy {
        logs = List.copyOf(logs);
        witnesses = List.copyOf(witnesses);
        if (logs.size() > MAX_NAMES || witnesses.size() > MAX_NAMES) {
            throw new SalusException(ErrorCode.TOO_LARGE, "a policy has at most " + MAX_NAMES + " logs and witnesses");
        }
        // One key under two names would count twice.
        requireOnce(logs);
        requireOnce(witnesses.stream().map(Witness::key).toList());
    }

    private static void requireOnce(List<NoteKey> keys) {
        TreeSet<Octets> encoded = new TreeSet<>();
        for (NoteKey key : keys) {
            if (!encoded.add(key.key().encoded())) {
                throw new SalusException(ErrorCode.MALFORMED, "the key of " + key.name() + " stands twice");
            }
        }
    }

    /// So many of these witnesses.
    public static WitnessPolicy atLeast(int least, List<NoteKey> witnesses) {
        return new WitnessPolicy(
                List.of(),
                witnesses.stream()
                        .map(key -> new Witness(key.name(), key, Optional.empty()))
                        .toList(),
                new Quorum.Group(
                        least, witnesses.stream().<Quorum>map(Quorum.One::new).toList()));
    }

    public static WitnessPolicy parse(Octets file) {
        if (file.length() > MAX_BYTES) {
            throw new SalusException(ErrorCode.TOO_LARGE, "a policy has at most " + MAX_BYTES + " bytes");
        }
        return PolicyLines.read(LogNote.strictly(file));
    }

    /// What a note's signatures say to this policy.
    public NoteSigners signers(LogNote note) {
        return NoteSigners.of(note, witnesses.stream().map(Witness::key).toList());
    }

    public boolean isMet(Collection<NoteKey> signers) {
        return quorum.isMet(signers);
    }

    /// True if enough witnesses have cosigned it, and no line in a witness's name and key is forged.
    public boolean isMetBy(LogNote note) {
        NoteSigners found = signers(note);
        return found.forged().isEmpty() && isMet(found.signers());
    }
}
