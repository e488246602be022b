package health.salus.cli.people;

import health.salus.cli.shell.Halt;
import health.salus.cli.shell.KeyFile;
import health.salus.cli.shell.Shell;
import health.salus.client.command.IdentityCommand.KeyRegistration;
import health.salus.crypto.VerificationKey;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The key that is registered. Of a key only its public part goes anywhere.
final class NewKey {

    static final String HEADING = "%nThe key:%n";

    @Option(
            names = "--public-key",
            paramLabel = "TEXT",
            description = "A public key as salus key generate prints it: its owner keeps the private part.")
    private Optional<String> text = Optional.empty();

    @Option(names = "--key-file", paramLabel = "FILE", description = "The public part of this key file.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--new-key",
            paramLabel = "FILE",
            description = "Make a key, in a file that only you may read, to hand over to its owner.")
    private Optional<Path> fresh = Optional.empty();

    @Option(
            names = "--passphrase",
            description = "Encrypt the new key's file under a passphrase (asked for, or SALUS_PASSPHRASE).")
    private boolean encrypted;

    boolean isGiven() {
        return text.isPresent() || file.isPresent() || fresh.isPresent();
    }

    List<KeyRegistration> ifGiven(Shell shell) {
        return isGiven() ? List.of(require(shell)) : List.of();
    }

    KeyRegistration require(Shell shell) {
        int given = (text.isPresent() ? 1 : 0) + (file.isPresent() ? 1 : 0) + (fresh.isPresent() ? 1 : 0);
        if (given != 1) {
            throw Halt.usage(
                    given == 0 ? "which key? None was given" : "one key is registered at a time",
                    "Give one of --public-key, --key-file and --new-key.");
        }
        fresh.filter(Files::exists).ifPresent(path -> {
            throw Halt.usage(
                    path + " is there already, and a key is never overwritten",
                    "Register that key with --key-file " + path + ", or choose another name.");
        });
        return KeyRegistration.of(text.map(NewKey::parse)
                .or(() -> file.map(path -> KeyFile.load(shell, path).verificationKey()))
                .orElseGet(() ->
                        KeyFile.create(shell, fresh.orElseThrow(), encrypted).verificationKey()));
    }

    private static VerificationKey parse(String text) {
        try {
            return VerificationKey.ofCoseKey(Octets.ofBase64Url(text));
        } catch (SalusException | IllegalArgumentException malformed) {
            throw Halt.usage(
                    "--public-key is no public key", "Take the line \"public key\" of salus key show FILE, whole.");
        }
    }
}
