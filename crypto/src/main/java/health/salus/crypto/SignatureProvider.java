package health.salus.crypto;

/// Which library makes and verifies signatures in this process, for the node to report at its start.
public final class SignatureProvider {

    private SignatureProvider() {}

    /// Its name and version. Anything but the Corretto provider is correct and several times slower.
    public static String description() {
        return SignatureEngine.current().description();
    }
}
