package health.salus.contracts.rules;

import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import health.salus.ledger.state.StateKey;
import health.salus.ledger.state.StateReader;
import health.salus.ledger.state.WorldState;
import java.util.Optional;

/// One kind of value in the state: the space its keys lie in, and how it is written.
///
/// The name of a space is part of the ledger's formats; each is used by one table only.
public final class StateTable<T> {

    private final String space;
    private final RecordCodec<T> codec;

    private StateTable(String space, RecordCodec<T> codec) {
        this.space = space;
        this.codec = codec;
    }

    public static <T> StateTable<T> of(String space, Class<T> type) {
        return new StateTable<>(space, RecordCodec.of(type));
    }

    /// Where a value lies, for a proof of it.
    public StateKey key(Place place, String... parts) {
        return place.key(space, parts);
    }

    public Optional<T> get(StateReader state, Place place, String... parts) {
        return state.get(place.key(space, parts)).map(this::decode);
    }

    /// The value is this ledger's own: that it cannot be read is damage, and never somebody's refused command.
    private T decode(Octets encoded) {
        try {
            return codec.decode(encoded);
        } catch (SalusException damaged) {
            throw new IllegalStateException("a value of " + space + " in the state is damaged", damaged);
        }
    }

    public boolean has(StateReader state, Place place, String... parts) {
        return state.get(place.key(space, parts)).isPresent();
    }

    public void put(WorldState state, T value, Place place, String... parts) {
        state.put(place.key(space, parts), codec.encode(value));
    }

    public void remove(WorldState state, Place place, String... parts) {
        state.remove(place.key(space, parts));
    }
}
