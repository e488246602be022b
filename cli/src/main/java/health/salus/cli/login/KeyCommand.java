package health.salus.cli.login;

import health.salus.cli.shell.KeyFile;
import health.salus.cli.shell.Output;
import health.salus.cli.shell.Shell;
import health.salus.cli.shell.Table;
import health.salus.crypto.FileSigningKey;
import health.salus.crypto.VerificationKey;
import health.salus.kernel.KeyId;
import health.salus.kernel.Octets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Key files.
@Command(
        name = "key",
        description = "Make and show key files.",
        subcommands = {KeyCommand.Generate.class, KeyCommand.Show.class},
        footer = {"", "Example:", "  salus key generate kina.pem"})
public final class KeyCommand {

    private KeyCommand() {}

    /// What is public about a key.
    ///
    /// @param publicKey the COSE_Key, as it is registered
    record Answer(String file, KeyId key, String algorithm, Octets publicKey) {

        static Answer of(Path file, VerificationKey key) {
            return new Answer(
                    file.toString(), key.id(), key.algorithm().name().toLowerCase(Locale.ROOT), key.coseKey());
        }

        Table table() {
            return new Table()
                    .row("file", file)
                    .row("key", key.value())
                    .row("algorithm", algorithm)
                    .row("public key", publicKey.base64Url());
        }
    }

    /// Makes a key.
    @Command(
            name = "generate",
            description = {
                "Make a key and its file, which only you may read. An existing file is never replaced.",
                "The public key that it prints is what staff register for you."
            },
            footer = {"", "Example:", "  salus key generate kina.pem --passphrase"})
    static final class Generate implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "FILE", description = "The new key file.")
        private Path file = Path.of("");

        @Option(names = "--passphrase", description = "Encrypt it under a passphrase (asked for, or SALUS_PASSPHRASE).")
        private boolean encrypted;

        @Mixin
        private final Output output = new Output();

        Generate(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            FileSigningKey key = KeyFile.create(shell, file, encrypted);
            Answer answer = Answer.of(file, key.verificationKey());
            return output.show(shell, answer, answer.table().lines());
        }
    }

    /// Shows what is public about a key.
    @Command(
            name = "show",
            description = "Show the public part of a key file.",
            footer = {"", "Example:", "  salus key show kina.pem"})
    static final class Show implements Callable<Integer> {

        private final Shell shell;

        @Parameters(paramLabel = "FILE", description = "The key file.")
        private Path file = Path.of("");

        @Mixin
        private final Output output = new Output();

        Show(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            Answer answer = Answer.of(file, KeyFile.load(shell, file).verificationKey());
            return output.show(shell, answer, answer.table().lines());
        }
    }
}
