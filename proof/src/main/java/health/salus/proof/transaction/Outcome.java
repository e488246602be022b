package health.salus.proof.transaction;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import java.util.List;

/// What became of each command of a transaction, in order.
public record Outcome(int version, List<CommandOutcome> commands) {

    public static final int VERSION = 1;

    private static final RecordCodec<Outcome> CODEC = RecordCodec.of(Outcome.class);

    public Outcome {
        commands = List.copyOf(commands);
    }

    public static Outcome of(List<CommandOutcome> commands) {
        return new Outcome(VERSION, commands);
    }

    public boolean accepted() {
        return commands.stream().allMatch(CommandOutcome.Accepted.class::isInstance);
    }

    public Octets encode() {
        return CODEC.encode(this);
    }

    public static Outcome decode(Octets encoded) {
        return CODEC.decode(encoded);
    }

    /// What the log's entry commits to.
    public Digest digest() {
        return Digest.sha256(encode());
    }
}
