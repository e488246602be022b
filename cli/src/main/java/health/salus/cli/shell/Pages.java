package health.salus.cli.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A list that a node gives in pages.
public final class Pages {

    private Pages() {}

    /// The whole list.
    ///
    /// @param page asks for the page that a token names, the first without one
    public static <P, T> List<T> all(
            Function<Optional<String>, P> page, Function<P, List<T>> items, Function<P, Optional<String>> next) {
        List<T> found = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            P current = page.apply(token);
            found.addAll(items.apply(current));
            token = next.apply(current);
        } while (token.isPresent());
        return found;
    }
}
