package health.salus.contracts.stage;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.PrincipalId;
import health.salus.proof.transaction.Attestation;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// One line of a table of refusals: after this, that command by that signer is refused with this code.
public record Refusal(
        String name,
        Optional<Consumer<Stage>> before,
        Function<Stage, Attestation> signer,
        Object command,
        ErrorCode code) {

    /// The principal's own key signs.
    public static Refusal by(PrincipalId signer, String name, Object command, ErrorCode code) {
        return new Refusal(name, Optional.empty(), _ -> Stage.signedBy(signer), command, code);
    }

    /// The member that hosts the principal asserts.
    public static Refusal asserted(PrincipalId actor, String name, Object command, ErrorCode code) {
        return new Refusal(name, Optional.empty(), stage -> stage.assertedFor(actor), command, code);
    }

    public Refusal after(Consumer<Stage> preparation) {
        return new Refusal(name, Optional.of(preparation), signer, command, code);
    }

    public void verify() {
        Stage stage = new Stage();
        before.ifPresent(preparation -> preparation.accept(stage));
        stage.refuses(signer.apply(stage), command, code);
    }

    @Override
    public String toString() {
        return name;
    }
}
