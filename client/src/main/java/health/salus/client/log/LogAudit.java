package health.salus.client.log;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.CheckpointNote;
import health.salus.proof.LogEntry;
import health.salus.proof.MerkleFrontier;
import health.salus.proof.receipt.MemberChain;
import health.salus.proof.receipt.Rejection;
import health.salus.proof.receipt.Succession;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.tiles.EntryBundles;
import health.salus.proof.tiles.HashTiles;
import health.salus.proof.tiles.LogFile;
import health.salus.proof.tiles.LogFile.HashTile;
import health.salus.proof.witness.LogNote;
import health.salus.proof.witness.NoteKey;
import health.salus.proof.witness.NoteSigners;
import health.salus.proof.witness.WitnessPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/// Reads a whole log and holds every byte of it against what its members signed: the entries give the root, the tiles
/// are those of the entries, blocks follow each other in height and time. Needs no permission, and trusts no server.
public final class LogAudit {

    private final LogSource source;
    private final TrustAnchor anchor;
    private final Optional<WitnessPolicy> policy;

    public LogAudit(LogSource source, TrustAnchor anchor) {
        this(source, anchor, Optional.empty());
    }

    /// @param policy when given, what is audited is a checkpoint that enough witnesses have cosigned: the latest, or
    /// the latest that is known to have them
    public LogAudit(LogSource source, TrustAnchor anchor, Optional<WitnessPolicy> policy) {
        this.source = source;
        this.anchor = anchor;
        this.policy = policy;
    }

    /// What was found.
    public sealed interface Finding {

        /// @param checkpoint that everything was held against
        /// @param height of the last block
        /// @param time of the last block
        /// @param served the checkpoint as it came, with the signatures of others
        record Sound(CheckpointNote checkpoint, long height, Instant time, Octets served) implements Finding {}

        /// @param what is wrong, and where
        record Unsound(Reason reason, String what) implements Finding {}
    }

    /// Why a log does not hold.
    public enum Reason {
        CHECKPOINT_MALFORMED("Ask another member for its checkpoint."),
        OTHER_NETWORK("Name the trust anchor of this network, or another log."),
        NOT_FINAL("Ask another member: members with more than two thirds of the weight have to have signed."),
        MEMBERS_NOT_PROVEN("Ask another member or mirror: the changes of members that this one serves do not hold."),
        WITNESS_FORGED("Ask another member or mirror: somebody signed in a witness's name with another key."),
        NOT_WITNESSED("Ask again in a minute, and then the witnesses: what they did not cosign may be rewritten."),
        OLDER_THAN_SEEN("Ask another member, or later: this one has not come as far as what was seen before."),
        HISTORY_REWRITTEN("Keep both checkpoints: they prove that members signed two histories."),
        FILE_MISSING("Ask another member or mirror for the file."),
        FILE_MALFORMED("Ask another member or mirror for the file; this one is not served rightly."),
        ROOT_DIFFERS("Ask another member or mirror; what this one serves is not what the members signed."),
        TILES_DIFFER("Ask another member or mirror; its tiles are not those of its entries."),
        MEMBERS_DIFFER("Ask another member or mirror for the changes of members: these are not those of the log."),
        BLOCKS_OUT_OF_ORDER("Keep the checkpoint: members signed a log that breaks its own rules.");

        private final String nextStep;

        Reason(String nextStep) {
            this.nextStep = nextStep;
        }

        public String nextStep() {
            return nextStep;
        }
    }

    /// @param earlier a checkpoint that the caller has seen before, and that this log has to continue
    /// @param progress told how many entries have been read
    public Finding check(Optional<CheckpointNote> earlier, LongConsumer progress) {
        Octets served = shown();
        return switch (members()) {
            case MemberChain.Answer.Broken broken -> unsound(broken);
            case MemberChain.Answer.Holds(Succession succession) -> check(served, succession, earlier, progress);
        };
    }

    private Finding check(
            Octets served, Succession succession, Optional<CheckpointNote> earlier, LongConsumer progress) {
        CheckpointNote note;
        try {
            note = CheckpointNote.parse(served);
        } catch (SalusException malformed) {
            return new Finding.Unsound(Reason.CHECKPOINT_MALFORMED, malformed.detail());
        }
        Optional<Finding> refused = refused(note, succession, earlier).or(() -> unwitnessed(served));
        if (refused.isPresent()) {
            return refused.get();
        }
        earlier.ifPresent(seen -> requireSigned(seen, succession));
        try {
            return switch (check(note, succession, earlier, progress)) {
                case Finding.Sound sound -> new Finding.Sound(note, sound.height(), sound.time(), served);
                case Finding.Unsound unsound -> unsound;
            };
        } catch (SalusException unreadable) {
            Reason reason = switch (unreadable.code()) {
                case NOT_FOUND -> Reason.FILE_MISSING;
                case MALFORMED, NOT_CANONICAL, TOO_LARGE, TOO_DEEP, UNSUPPORTED_VERSION -> Reason.FILE_MALFORMED;
                // The source is away: nothing is found about the log.
                default -> throw unreadable;
            };
            return new Finding.Unsound(reason, unreadable.detail());
        }
    }

    /// Who signs at which size, by what the source has of changes.
    private MemberChain.Answer members() {
        Optional<Octets> chain = source.members();
        try {
            return chain.map(text -> MemberChain.parse(text.toUtf8()))
                    .orElse(MemberChain.EMPTY)
                    .check(anchor);
        } catch (SalusException malformed) {
            return new MemberChain.Answer.Broken(Rejection.BUNDLE_MALFORMED, malformed.detail());
        }
    }

    private static Finding unsound(MemberChain.Answer.Broken broken) {
        return new Finding.Unsound(Reason.MEMBERS_NOT_PROVEN, broken.reason() + ": " + broken.detail());
    }

    /// The latest checkpoint, unless the policy wants what only an earlier one has.
    private Octets shown() {
        Octets latest = source.checkpoint();
        if (policy.isEmpty() || isWitnessed(latest)) {
            return latest;
        }
        try {
            return source.witnessed();
        } catch (SalusException none) {
            if (none.code() == ErrorCode.NOT_FOUND) {
                return latest;
            }
            throw none;
        }
    }

    private boolean isWitnessed(Octets note) {
        try {
            return policy.orElseThrow().isMetBy(LogNote.parse(note));
        } catch (SalusException malformed) {
            return false;
        }
    }

    private Optional<Finding> unwitnessed(Octets served) {
        return policy.flatMap(wanted -> {
            NoteSigners found = wanted.signers(LogNote.parse(served));
            if (!found.forged().isEmpty()) {
                return Optional.of(new Finding.Unsound(
                        Reason.WITNESS_FORGED, "a line of " + names(found.forged()) + " does not verify"));
            }
            return wanted.isMet(found.signers())
                    ? Optional.empty()
                    : Optional.of(new Finding.Unsound(
                            Reason.NOT_WITNESSED,
                            "cosigned by " + names(found.signers()) + "; wanted: "
                                    + wanted.quorum().words()));
        });
    }

    private static List<String> names(Set<NoteKey> keys) {
        return keys.stream().map(NoteKey::name).toList();
    }

    /// What anybody could have made up would accuse members who never signed it.
    private void requireSigned(CheckpointNote earlier, Succession succession) {
        if (!earlier.checkpoint().network().equals(anchor.network()) || !isFinal(earlier, succession)) {
            throw new SalusException(
                    ErrorCode.BAD_SIGNATURE, "the earlier checkpoint is not final by the members that are trusted");
        }
    }

    private boolean isFinal(CheckpointNote note, Succession succession) {
        return succession
                .at(note.checkpoint().size())
                .filter(members -> note.isFinal(members, anchor.required()))
                .isPresent();
    }

    /// Why a checkpoint is not even worth reading its log. Empty for a final one that is not older than what was seen.
    Optional<Finding> refused(CheckpointNote note, Optional<CheckpointNote> earlier) {
        return switch (members()) {
            case MemberChain.Answer.Broken broken -> Optional.of(unsound(broken));
            case MemberChain.Answer.Holds(Succession succession) -> refused(note, succession, earlier);
        };
    }

    private Optional<Finding> refused(CheckpointNote note, Succession succession, Optional<CheckpointNote> earlier) {
        if (!note.checkpoint().network().equals(anchor.network())) {
            return Optional.of(new Finding.Unsound(
                    Reason.OTHER_NETWORK, "the log is of " + note.checkpoint().network()));
        }
        if (!isFinal(note, succession)) {
            String signers = succession
                    .at(note.checkpoint().size())
                    .map(members -> "signed by " + note.check(members).any())
                    .orElse("it is older than the members that are trusted");
            return Optional.of(new Finding.Unsound(Reason.NOT_FINAL, signers));
        }
        long size = note.checkpoint().size();
        long before = sizeOf(earlier);
        return before > size
                ? Optional.of(new Finding.Unsound(
                        Reason.OLDER_THAN_SEEN, size + " entries, where a checkpoint of " + before + " was seen"))
                : Optional.empty();
    }

    private static long sizeOf(Optional<CheckpointNote> note) {
        return note.map(one -> one.checkpoint().size()).orElse(0L);
    }

    private Finding check(
            CheckpointNote note, Succession succession, Optional<CheckpointNote> earlier, LongConsumer progress) {
        long size = note.checkpoint().size();
        long before = sizeOf(earlier);
        Blocks blocks = new Blocks(anchor, succession, size);
        MerkleFrontier frontier = MerkleFrontier.empty();
        Optional<Digest> rootBefore = Optional.empty();
        Tiles tiles = new Tiles(size);
        for (long index = 0; index * LogFile.FULL < size; index++) {
            LogFile bundle = HashTiles.entriesInLog(index, size).orElseThrow();
            List<Octets> entries = EntryBundles.decode(source.content(bundle));
            if (entries.size() != bundle.width()) {
                return new Finding.Unsound(
                        Reason.FILE_MALFORMED, bundle.path() + " has " + entries.size() + " entries");
            }
            for (Octets entry : entries) {
                frontier.append(entry, tiles);
                blocks.next(LogEntry.decode(entry));
                if (frontier.size() == before) {
                    rootBefore = Optional.of(frontier.root());
                }
            }
            Optional<HashTile> wrong = tiles.firstThatDiffers(source);
            if (wrong.isPresent()) {
                return new Finding.Unsound(Reason.TILES_DIFFER, wrong.get().path());
            }
            progress.accept(frontier.size());
        }
        if (!frontier.root().equals(note.checkpoint().root())) {
            return new Finding.Unsound(Reason.ROOT_DIFFERS, "the entries give another root than the checkpoint's");
        }
        // Only now is it certain that these entries are what the members signed, and not what a server made up: what is
        // wrong with them is the members' doing.
        if (rootBefore.isPresent()
                && !rootBefore.get().equals(earlier.orElseThrow().checkpoint().root())) {
            return new Finding.Unsound(
                    Reason.HISTORY_REWRITTEN,
                    "the first " + before + " entries are not those of the earlier checkpoint");
        }
        return blocks.otherMembers()
                .<Finding>map(what -> new Finding.Unsound(Reason.MEMBERS_DIFFER, what))
                .or(() -> blocks.disorder().map(what -> new Finding.Unsound(Reason.BLOCKS_OUT_OF_ORDER, what)))
                .orElseGet(() -> new Finding.Sound(note, blocks.height(), blocks.time(), note.encode()));
    }
}
