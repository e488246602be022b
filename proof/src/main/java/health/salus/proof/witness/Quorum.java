package health.salus.proof.witness;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.util.Collection;
import java.util.List;

/// Which witnesses have to have cosigned a checkpoint for it to count (C2SP tlog-policy, "Defining the quorum").
public sealed interface Quorum {

    boolean isMet(Collection<NoteKey> signers);

    /// For people: `2 of (a, b, c)`.
    String words();

    /// Nobody needs to.
    record Nobody() implements Quorum {
        @Override
        public boolean isMet(Collection<NoteKey> signers) {
            return true;
        }

        @Override
        public String words() {
            return "none";
        }
    }

    record One(NoteKey witness) implements Quorum {
        @Override
        public boolean isMet(Collection<NoteKey> signers) {
            return signers.contains(witness);
        }

        @Override
        public String words() {
            return witness.name();
        }
    }

    /// So many of several, which may be groups themselves.
    record Group(int least, List<Quorum> members) implements Quorum {

        public Group {
            members = List.copyOf(members);
            if (least < 1 || least > members.size()) {
                throw new SalusException(
                        ErrorCode.MALFORMED, "of " + members.size() + " witnesses, 1 to as many can be wanted");
            }
        }

        @Override
        public boolean isMet(Collection<NoteKey> signers) {
            return members.stream().filter(member -> member.isMet(signers)).count() >= least;
        }

        @Override
        public String words() {
            return least + " of ("
                    + String.join(", ", members.stream().map(Quorum::words).toList()) + ")";
        }
    }
}
