package health.salus.vault.store;

/// The sum of a verification.
public record Verification(long fragments, long shares, long bytes, long damages) {

    public boolean sound() {
        return damages == 0;
    }
}
