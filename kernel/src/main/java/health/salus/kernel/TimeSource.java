package health.salus.kernel;

import java.time.Instant;

///  The only way for core modules to learn the time, so that a test or a simulator decides what it is.
@FunctionalInterface
public interface TimeSource {

    Instant now();
}
