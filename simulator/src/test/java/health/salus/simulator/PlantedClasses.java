package health.salus.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The product's classes once more, with one defect.
final class PlantedClasses extends ClassLoader {

    private static final String PRODUCT = "health.salus.";

    private final Optional<PlantedBug> bug;

    /// @param bug none for the product as it is
    PlantedClasses(Optional<PlantedBug> bug) {
        super(PlantedClasses.class.getClassLoader());
        this.bug = bug;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            @Nullable Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            return name.startsWith(PRODUCT) ? define(name) : super.loadClass(name, resolve);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] whole = file.readAllBytes();
            byte[] bytes = bug.filter(planted -> planted.isIn(name))
                    .map(planted -> planted.plantedIn(whole))
                    .orElse(whole);
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
