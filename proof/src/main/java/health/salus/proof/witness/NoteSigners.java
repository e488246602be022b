package health.salus.proof.witness;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Which of some known keys have signed a note.
///
/// @param forged keys in whose name and hash there is a line that does not verify
public record NoteSigners(Set<NoteKey> signers, Set<NoteKey> forged) {

    public static NoteSigners of(LogNote note, List<NoteKey> known) {
        NoteSigners found = new NoteSigners(new LinkedHashSet<>(), new LinkedHashSet<>());
        for (NoteKey key : known) {
            note.signatures().stream()
                    .filter(key::isBy)
                    .forEach(line -> (key.verifies(note.checkpoint(), line) ? found.signers : found.forged).add(key));
        }
        return found;
    }
}
