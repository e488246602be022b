package health.salus.vault.repair;

/// Is told what upkeep has read, and lets the disk serve others: it returns when upkeep may go on, and throws when it
/// must end.
@FunctionalInterface
public interface Pace {

    void afterReading(long bytes);
}
