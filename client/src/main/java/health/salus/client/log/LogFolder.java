package health.salus.client.log;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.tiles.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A log's files in a folder, under their names: what a static web server would serve.
public record LogFolder(Path folder) implements LogSource {

    private static final String CHECKPOINT = "checkpoint";
    private static final String MEMBERS = "members";
    private static final String WITNESSED = "witnessed";

    @Override
    public Octets checkpoint() {
        return read(CHECKPOINT);
    }

    @Override
    public Optional<Octets> members() {
        return Files.isRegularFile(folder.resolve(MEMBERS)) ? Optional.of(read(MEMBERS)) : Optional.empty();
    }

    @Override
    public Octets witnessed() {
        return read(WITNESSED);
    }

    @Override
    public Octets content(LogFile file) {
        return read(file.path());
    }

    private Octets read(String path) {
        Path file = folder.resolve(path);
        if (!Files.isRegularFile(file)) {
            throw new SalusException(ErrorCode.NOT_FOUND, "the folder has no " + path);
        }
        try {
            return Octets.wrap(Files.readAllBytes(file));
        } catch (IOException failed) {
            throw new SalusException(ErrorCode.STORAGE_FAILED, path + " cannot be read", failed);
        }
    }

    boolean has(LogFile file) {
        return Files.isRegularFile(folder.resolve(file.path()));
    }

    void remove(LogFile file) {
        try {
            Files.deleteIfExists(folder.resolve(file.path()));
        } catch (IOException failed) {
            throw new SalusException(ErrorCode.STORAGE_FAILED, file.path() + " cannot be removed", failed);
        }
    }

    void write(LogFile file, Octets content) {
        write(file.path(), content);
    }

    void writeMembers(Octets chain) {
        write(MEMBERS, chain);
    }

    /// Written last, so that whoever reads the folder finds every file that the checkpoint asks for.
    void writeCheckpoint(Octets note) {
        write(CHECKPOINT, note);
    }

    void writeWitnessed(Octets note) {
        write(WITNESSED, note);
    }

    private void write(String path, Octets content) {
        MemberHome.write(folder.resolve(path), content);
    }
}
