package health.salus.fhir.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An identifier by its type, `[system]|[code]|[value]` under the modifier `:of-type` (R4 search.html#token).
record TypedIdentifier(TokenOperand type, String value) implements Operand {
    private static final int PARTS = 3;

    static @Nullable TypedIdentifier read(String text) {
        List<String> parts = Escapes.split(text, '|');
        if (parts.size() != PARTS || parts.stream().anyMatch(String::isEmpty)) {
            return null;
        }
        TokenOperand type = TokenOperand.read(parts.get(0) + "|" + parts.get(1), true);
        return type == null ? null : new TypedIdentifier(type, Escapes.unescape(parts.get(2)));
    }

    @Override
    public ValueTest against(ElementPath path) {
        if (!path.type().equals("Identifier")) {
            return ValueTest.NEVER;
        }
        return identifier -> value.equals(Json.text(identifier, "value"))
                && Json.anyOf(identifier.path("type"), "coding", type::matchesCoding);
    }

    @Override
    public String normalised() {
        return type.normalised() + "|" + Escapes.escape(value);
    }
}
