package health.salus.kernel;

import java.util.List;
import java.util.Optional;

///  Any item of the CBOR subset that Salus uses: no floats, no indefinite lengths, no simple values but true, false and
///  null.
public sealed interface CborValue {

    record Int(long value) implements CborValue {}

    record Bytes(Octets value) implements CborValue {}

    record Text(String value) implements CborValue {}

    record Array(List<CborValue> items) implements CborValue {
        public Array {
            items = List.copyOf(items);
        }
    }

    ///  The entries in any order; encoding sorts them.
    record Map(List<Entry> entries) implements CborValue {
        public Map {
            entries = List.copyOf(entries);
        }

        public Optional<CborValue> get(CborValue key) {
            return entries.stream()
                    .filter(e -> e.key.equals(key))
                    .map(Entry::value)
                    .findFirst();
        }

        public Optional<CborValue> get(long key) {
            return get(new Int(key));
        }

        public Optional<CborValue> get(String key) {
            return get(new Text(key));
        }
    }

    record Entry(CborValue key, CborValue value) {}

    record Tag(long number, CborValue content) implements CborValue {}

    record Bool(boolean value) implements CborValue {}

    record Null() implements CborValue {}
}
