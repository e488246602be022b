package health.salus.contracts.rules;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import health.salus.proof.transaction.Command;

/// How the commands of one contract are written in a transaction: the record's simple name is the command's name, its
/// deterministic CBOR the body.
public final class CommandFormat<C> {

    private final String contract;
    private final int version;
    private final RecordCodec<C> codec;

    private CommandFormat(String contract, int version, RecordCodec<C> codec) {
        this.contract = contract;
        this.version = version;
        this.codec = codec;
    }

    /// @param type the sealed interface of the contract's command records
    public static <C> CommandFormat<C> of(String contract, int version, Class<C> type) {
        return new CommandFormat<>(contract, version, RecordCodec.of(type));
    }

    public Command encode(C command) {
        return new Command(contract, command.getClass().getSimpleName(), version, codec.encode(command));
    }

    public C decode(Command command) {
        if (command.version() != version) {
            throw new SalusException(
                    ErrorCode.UNSUPPORTED_VERSION, contract + " commands of this network have version " + version);
        }
        C decoded = codec.decode(command.body());
        if (!decoded.getClass().getSimpleName().equals(command.name())) {
            throw new SalusException(ErrorCode.MALFORMED, "the command's body is of another command than its name");
        }
        return decoded;
    }
}
