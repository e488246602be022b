package health.salus.simulator.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A small file system in memory over a folder, which Linux lets anybody mount in a name space of their own. It is
/// there for the processes that are started [#within] it, and as long as this object: a node finds what an earlier one
/// left.
final class SmallDisk implements AutoCloseable {

    private static final int BLOCK_BYTES = 4_096;

    private final Process holder;
    private final Path folder;

    private SmallDisk(Process holder, Path folder) {
        this.holder = holder;
        this.folder = folder;
    }

    /// @param folder empty
    static SmallDisk over(Path folder, int megabytes) {
        try {
            Files.createDirectories(folder);
            Process holder = new ProcessBuilder(
                            "unshare",
                            "--map-root-user",
                            "--mount",
                            "sh",
                            "-c",
                            "mount -t tmpfs -o size=" + megabytes + "m tmpfs \"$0\" && echo mounted && exec cat",
                            folder.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = holder.inputReader(StandardCharsets.UTF_8).readLine();
            if (!"mounted".equals(said)) {
                throw new IllegalStateException("a small file system cannot be mounted here: " + said);
            }
            return new SmallDisk(holder, folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// What a command begins with that is to see this disk.
    List<String> within() {
        return List.of(
                "nsenter", "--target", Long.toString(holder.pid()), "--user", "--preserve-credentials", "--mount");
    }

    /// Takes all the room that is left.
    void fill() {
        try (OutputStream out = Files.newOutputStream(ballast())) {
            while (true) {
                out.write(new byte[BLOCK_BYTES]);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw new UncheckedIOException(full);
            }
        }
    }

    void makeRoom() {
        try {
            Files.delete(ballast());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// The file as a process outside of the name space finds it.
    private Path ballast() {
        return Path.of("/proc", Long.toString(holder.pid()), "root")
                .resolve(folder.resolve("ballast").toString().substring(1));
    }

    /// Runs a command to its end.
    ///
    /// @return what it said, when it succeeded
    String run(List<String> command) {
        List<String> all = new ArrayList<>(within());
        all.addAll(command);
        try {
            Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException(status + ": " + said);
            }
            return said;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        holder.destroyForcibly();
    }
}
