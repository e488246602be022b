package health.salus.vault.resharing;

import java.util.List;

/// A dealer's answer.
///
/// @param dealings of what it holds, in the order of the question; what does not fit can be asked for again
/// @param signed what it says that it gave
public record Dealings(List<Dealing> dealings, SignedDealings signed) {

    public Dealings {
        dealings = List.copyOf(dealings);
    }
}
