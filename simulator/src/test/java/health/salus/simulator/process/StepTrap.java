package health.salus.simulator.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// How a test tells a process at which step to die: a file that is named by the process. Both sides of it.
final class StepTrap {

    private final Path folder;

    StepTrap(Path folder) {
        this.folder = folder;
    }

    /// What a Java machine needs to be killed at steps.
    List<String> options() {
        return AgentFile.options(folder, StepAgent.class);
    }

    /// @param passes which of the step's passes is the last; 1 for the first from now on
    void set(long pid, Step step, int passes) {
        try {
            Path unfinished = Files.writeString(folder.resolve(pid + ".unset"), step.name() + " " + passes);
            Files.move(unfinished, file(pid), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Whether the process has died of its trap.
    boolean hasSprung(long pid) {
        return Files.exists(sprung(pid));
    }

    /// Whether the process, which is at the step, is to die there.
    synchronized boolean takes(long pid, Step step) {
        try {
            if (!Files.exists(file(pid))) {
                return false;
            }
            String[] parts = Files.readString(file(pid)).split(" ", -1);
            if (!parts[0].equals(step.name())) {
                return false;
            }
            int left = Integer.parseInt(parts[1]) - 1;
            if (left > 0) {
                set(pid, step, left);
                return false;
            }
            Files.move(file(pid), sprung(pid));
            return true;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path file(long pid) {
        return folder.resolve(pid + ".set");
    }

    private Path sprung(long pid) {
        return folder.resolve(pid + ".sprung");
    }
}
