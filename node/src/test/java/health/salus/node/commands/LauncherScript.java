package health.salus.node.commands;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// In place of the launcher, a script that runs the node's program on the class path of the tests; and what else tests
/// of processes need.
final class LauncherScript {

    private static final int FIRST_PORT = 21_000;
    private static final int LAST_PORT = 31_000;
    private static final int ATTEMPTS = 200;

    private LauncherScript() {}

    /// Writes the script.
    static Path in(Path directory) throws IOException {
        String text =
                """
                #!/bin/sh
                [ "$1" != prepare ] || exit 0
                exec %s "$@"
                """.formatted(String.join(" ", java("health.salus.node.Main", "-Xmx512m", "-XX:TieredStopAtLevel=1")));
        Path script = Files.writeString(directory.resolve("launcher"), text);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script;
    }

    /// The command that runs a program of this project in a process of its own.
    static List<String> java(String program, String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program));
        return command;
    }

    /// A port such that it, the next three, and those 1000 above and below are free.
    static int basePort() throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int base = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            if (isFree(base) && isFree(base + 1_000) && isFree(base - 1_000)) {
                return base;
            }
        }
        throw new IOException("no free ports");
    }

    private static boolean isFree(int first) {
        for (int port = first; port < first + 4; port++) {
            try (ServerSocket socket = new ServerSocket(port)) {
                socket.setReuseAddress(true);
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
