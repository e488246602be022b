package health.salus.client;

import java.util.Optional;

/// The query of an address, escaped; nothing at all when it has no parameter.
record Query(String text) {

    static final Query EMPTY = new Query("");

    static Query of(String name, String value) {
        return EMPTY.and(name, Optional.of(value));
    }

    Query and(String name, Optional<?> value) {
        return value.map(present -> new Query(
                        text + (text.isEmpty() ? "?" : "&") + name + "=" + SalusClient.escaped(present.toString())))
                .orElse(this);
    }

    @Override
    public String toString() {
        return text;
    }
}
