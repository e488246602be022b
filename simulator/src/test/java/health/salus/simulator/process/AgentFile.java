package health.salus.simulator.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// The file by which a Java machine finds an agent: nothing but a manifest, since the agent is on the class path.
final class AgentFile {

    private AgentFile() {}

    /// @param folder what the agent is told; the file is put there too
    static List<String> options(Path folder, Class<?> agent) {
        Path file = folder.resolve(agent.getSimpleName() + ".jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), agent.getName());
        try {
            Files.createDirectories(folder);
            try (OutputStream out = Files.newOutputStream(file)) {
                new JarOutputStream(out, manifest).close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return List.of("-javaagent:" + file + "=" + folder);
    }
}
