package health.salus.vault.segment;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import java.util.List;

/// What a segment held, checked against its manifest.
///
/// @param commitments the salted commitment to each entry, in order
/// @param saltSeed the secret from which each entry's salt is derived: one salt opens one commitment and no other
public record OpenedSegment(
        SegmentDescriptor descriptor, List<SegmentEntry> entries, List<Digest> commitments, Octets saltSeed) {

    public OpenedSegment {
        entries = List.copyOf(entries);
        commitments = List.copyOf(commitments);
    }

    /// What must be shown with an entry's bytes to prove that they are what was committed to.
    public Octets salt(int index) {
        return EntryCommitments.salt(saltSeed, index);
    }

    @Override
    public String toString() {
        return "OpenedSegment[" + descriptor.id() + ", " + entries.size() + " entries]";
    }
}
