package health.salus.portal.page;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.util.MultiValueMap;

/// The fields of a form or a query, as they came: nothing about them is certain.
public record Fields(MultiValueMap<String, String> values) {

    /// Longer than anything a person types into a field of one line.
    private static final int MAX_LINE_LENGTH = 100;

    /// The field without surrounding blanks, cut to the length of a line; empty if it is absent.
    public String line(String name) {
        return text(name, MAX_LINE_LENGTH);
    }

    public String text(String name, int maxLength) {
        String value = values.getFirst(name);
        String stripped = value == null ? "" : value.strip();
        return stripped.length() > maxLength ? stripped.substring(0, maxLength) : stripped;
    }

    /// The field exactly as it came, for passwords.
    public String exact(String name) {
        String value = values.getFirst(name);
        return value == null ? "" : value;
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    public Optional<LocalDate> day(String name) {
        try {
            return Optional.of(LocalDate.parse(line(name)));
        } catch (DateTimeParseException notADay) {
            return Optional.empty();
        }
    }

    public int number(String name) {
        String value = line(name);
        return value.matches("[0-9]{1,6}") ? Integer.parseInt(value) : 0;
    }

    /// The constant that the field names.
    public <E extends Enum<E>> Optional<E> choice(String name, E[] constants) {
        return choiceOf(line(name), constants);
    }

    public static <E extends Enum<E>> Optional<E> choiceOf(String value, E[] constants) {
        return Arrays.stream(constants)
                .filter(constant -> constant.name().equals(value))
                .findFirst();
    }
}
