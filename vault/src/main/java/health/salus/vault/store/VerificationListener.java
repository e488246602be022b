package health.salus.vault.store;

/// Is told what a verification meets while it goes on.
public interface VerificationListener {

    void damaged(Damage damage);

    /// Some bytes were read and checked. Whoever wants the disk to be left to others may wait here.
    default void checked(long bytes) {}
}
