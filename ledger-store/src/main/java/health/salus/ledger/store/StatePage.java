package health.salus.ledger.store;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.ledger.store.TreeHash.Kind;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Four levels of the tree: sixteen slots below one prefix of nibbles. A slot is empty, holds the one leaf of its
/// subtree, or the hash of the page below. Storing four levels at once makes a path through a large tree five reads
/// and not twenty.
final class StatePage {

    static final int SLOTS = 16;

    /// How a slot's kind is written; zero is empty.
    private static final int LEAF_SLOT = 1;
    private static final int PAGE_SLOT = 2;

    private final @Nullable Slot[] slots = new Slot[SLOTS];

    /// A filled position: the hash of a leaf or of the page below; for a leaf also its key and the hash of its value.
    static final class Slot {
        private final Kind kind;
        private final byte[] hash;
        private final byte[] key;
        private final byte[] valueHash;

        private Slot(Kind kind, byte[] hash, byte[] key, byte[] valueHash) {
            this.kind = kind;
            this.hash = hash;
            this.key = key;
            this.valueHash = valueHash;
        }

        static Slot leaf(byte[] key, byte[] valueHash, TreeHash hashes) {
            return new Slot(Kind.LEAF, hashes.leaf(key, valueHash), key, valueHash);
        }

        static Slot node(byte[] hash) {
            return new Slot(Kind.NODE, hash, TreeHash.empty(), TreeHash.empty());
        }

        Kind kind() {
            return kind;
        }

        byte[] hash() {
            return hash;
        }

        byte[] key() {
            return key;
        }

        byte[] valueHash() {
            return valueHash;
        }
    }

    Optional<Slot> slot(int nibble) {
        return Optional.ofNullable(slots[nibble]);
    }

    void set(int nibble, Optional<Slot> slot) {
        slots[nibble] = slot.orElse(null);
    }

    /// What the page is worth to the slot above: nothing, its only leaf, or itself.
    Optional<Slot> collapsed(TreeHash hashes) {
        int filled = 0;
        @Nullable Slot only = null;
        for (Slot slot : slots) {
            if (slot != null) {
                filled++;
                only = slot;
            }
        }
        if (only == null) {
            return Optional.empty();
        }
        if (filled == 1 && only.kind == Kind.LEAF) {
            return Optional.of(only);
        }
        return Optional.of(Slot.node(subtree(0, SLOTS, hashes).hash()));
    }

    /// The position above `width` slots from `from` on: a leaf that is alone moves up, as the format has it.
    Slot subtree(int from, int width, TreeHash hashes) {
        if (width == 1) {
            Slot slot = slots[from];
            return slot == null ? EMPTY : slot;
        }
        Slot left = subtree(from, width / 2, hashes);
        Slot right = subtree(from + width / 2, width / 2, hashes);
        if (left.kind == Kind.EMPTY && right.kind != Kind.NODE) {
            return right;
        }
        if (right.kind == Kind.EMPTY && left.kind != Kind.NODE) {
            return left;
        }
        return Slot.node(hashes.node(left.hash, right.hash));
    }

    private static final Slot EMPTY = new Slot(Kind.EMPTY, TreeHash.empty(), TreeHash.empty(), TreeHash.empty());

    /// Two bits a slot for its kind, then each filled slot's content.
    byte[] encode(TreeHash hashes) {
        int kinds = 0;
        int length = Integer.BYTES;
        for (int i = 0; i < SLOTS; i++) {
            Slot slot = slots[i];
            if (slot != null) {
                kinds |= (slot.kind == Kind.LEAF ? LEAF_SLOT : PAGE_SLOT) << (2 * i);
                length += slot.kind == Kind.LEAF ? 2 * TreeHash.HASH_BYTES : TreeHash.HASH_BYTES;
            }
        }
        ByteBuffer out = ByteBuffer.allocate(length).putInt(kinds);
        for (Slot slot : slots) {
            if (slot != null && slot.kind == Kind.LEAF) {
                out.put(slot.key).put(slot.valueHash);
            } else if (slot != null) {
                out.put(slot.hash);
            }
        }
        return out.array();
    }

    static StatePage decode(byte[] encoded, TreeHash hashes) {
        try {
            return decode(ByteBuffer.wrap(encoded), hashes);
        } catch (BufferUnderflowException cut) {
            throw new SalusException(ErrorCode.CORRUPT, "a page of the state's tree is cut short", cut);
        }
    }

    private static StatePage decode(ByteBuffer in, TreeHash hashes) {
        StatePage page = new StatePage();
        int kinds = in.getInt();
        for (int i = 0; i < SLOTS; i++) {
            switch ((kinds >>> (2 * i)) & 3) {
                case LEAF_SLOT -> page.slots[i] = Slot.leaf(hash(in), hash(in), hashes);
                case PAGE_SLOT -> page.slots[i] = Slot.node(hash(in));
                default -> {
                    // An empty slot takes no bytes.
                }
            }
        }
        return page;
    }

    private static byte[] hash(ByteBuffer in) {
        byte[] hash = new byte[TreeHash.HASH_BYTES];
        in.get(hash);
        return hash;
    }
}
