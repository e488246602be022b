package health.salus.client;

import health.salus.kernel.SalusException;
import java.io.Serial;

/// The cause of a [SalusException] that a node sent, as opposed to one that arose here: what the table advises is then
/// about the node and what it was asked.
public final class NodeAnswer extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;

    NodeAnswer(int status) {
        super("status " + status);
        this.status = status;
    }

    public int status() {
        return status;
    }

    public static boolean isBehind(SalusException refused) {
        return refused.getCause() instanceof NodeAnswer;
    }
}
