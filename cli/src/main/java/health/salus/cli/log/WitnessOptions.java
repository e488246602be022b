package health.salus.cli.log;

import health.salus.cli.shell.Halt;
import health.salus.cli.shell.InputFile;
import health.salus.kernel.SalusException;
import health.salus.proof.witness.NoteKey;
import health.salus.proof.witness.WitnessPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which outside witnesses have to have cosigned: a policy file, or keys and how many of them.
final class WitnessOptions {

    @Option(
            names = "--witness-policy",
            paramLabel = "FILE",
            description = "Witnesses and how many of them have to have cosigned (C2SP tlog-policy).")
    private Optional<Path> policy = Optional.empty();

    @Option(
            names = "--witness",
            paramLabel = "KEY",
            description = "A witness's verifier key, instead of a policy; may be repeated.")
    private List<String> witnesses = List.of();

    @Option(
            names = "--witnesses",
            paramLabel = "N",
            description = "How many of the keys have to have cosigned (default: all).")
    private Optional<Integer> least = Optional.empty();

    Optional<WitnessPolicy> read() {
        if (policy.isPresent() && (!witnesses.isEmpty() || least.isPresent())) {
            throw Halt.usage("--witness-policy says which witnesses, and how many", "Leave --witness and --witnesses.");
        }
        if (witnesses.isEmpty() && least.isPresent()) {
            throw Halt.usage("--witnesses counts those that --witness names", "Name a key: --witness KEY");
        }
        try {
            return policy.map(file -> WitnessPolicy.parse(InputFile.read(file)))
                    .or(() -> Optional.of(witnesses)
                            .filter(named -> !named.isEmpty())
                            .map(this::ofKeys));
        } catch (SalusException unusable) {
            throw Halt.usage(
                    "the witnesses cannot be used: " + unusable.detail(),
                    "A verifier key is as 'salus member witness HOME' prints it.");
        }
    }

    private WitnessPolicy ofKeys(List<String> named) {
        return WitnessPolicy.atLeast(
                least.orElse(named.size()), named.stream().map(NoteKey::parse).toList());
    }
}
