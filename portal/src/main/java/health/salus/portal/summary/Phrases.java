package health.salus.portal.summary;

/// The texts of the reader's language, by key, with numbers put in.
@FunctionalInterface
public interface Phrases {

    String of(String key, Object... arguments);
}
