package health.salus.cli;

import health.salus.cli.shell.Shell;
import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/// Hands the surroundings to each command whose constructor asks for them.
record CommandFactory(Shell shell) implements IFactory {

    @Override
    public <K> K create(Class<K> type) throws Exception {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Shell.class) {
                constructor.setAccessible(true);
                return type.cast(constructor.newInstance(shell));
            }
        }
        return CommandLine.defaultFactory().create(type);
    }
}
