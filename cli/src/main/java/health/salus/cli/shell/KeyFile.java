package health.salus.cli.shell;

import health.salus.crypto.FileSigningKey;
import health.salus.crypto.Passphrase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Opens key files, asking for the passphrase of those that have one.
public final class KeyFile {

    /// The variable that holds the passphrase where nobody can be asked.
    private static final String VARIABLE = "SALUS_PASSPHRASE";

    private KeyFile() {}

    public static FileSigningKey load(Shell shell, Path file) {
        if (!isEncrypted(file)) {
            return FileSigningKey.load(file, Optional.empty());
        }
        try (Passphrase passphrase = ask(shell, "Passphrase of " + file + ": ")) {
            return FileSigningKey.load(file, Optional.of(passphrase));
        }
    }

    /// The passphrase from the environment, or from the person at the keyboard.
    public static Passphrase ask(Shell shell, String question) {
        char[] typed = shell.variable(VARIABLE)
                .map(String::toCharArray)
                .or(() -> shell.questions().secret(question))
                .orElseThrow(
                        () -> Halt.usage("a passphrase is needed", "Set " + VARIABLE + " where nobody can type it."));
        try {
            return Passphrase.of(typed);
        } finally {
            Arrays.fill(typed, '\0');
        }
    }

    /// Makes a key and its file; with a passphrase that is asked for twice.
    public static FileSigningKey create(Shell shell, Path file, boolean encrypted) {
        Optional<Passphrase> passphrase = encrypted ? Optional.of(choose(shell)) : Optional.empty();
        return FileSigningKey.create(file, shell.surroundings().random(), passphrase);
    }

    private static Passphrase choose(Shell shell) {
        Optional<char[]> typed = shell.variable(VARIABLE).isPresent()
                ? Optional.empty()
                : shell.questions().secret("New passphrase: ");
        if (typed.isEmpty()) {
            return ask(shell, "New passphrase: ");
        }
        char[] again = shell.questions().secret("Again: ").orElse(new char[0]);
        try {
            if (!Arrays.equals(typed.get(), again)) {
                throw Halt.refused("the two passphrases differ", "Nothing was written; type the same one twice.");
            }
            return Passphrase.of(typed.get());
        } finally {
            Arrays.fill(typed.get(), '\0');
            Arrays.fill(again, '\0');
        }
    }

    private static boolean isEncrypted(Path file) {
        if (!Files.exists(file)) {
            throw Halt.usage("the key file " + file + " is not there", "Make one with salus key generate.");
        }
        String text = InputFile.read(file).toUtf8();
        if (!text.startsWith("-----BEGIN ")) {
            throw Halt.usage(file + " is no key file", "Name one that salus key generate made.");
        }
        return text.startsWith("-----BEGIN ENCRYPTED");
    }
}
