package health.salus.portal.signin;

import health.salus.kernel.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Slows guessing down: after a few failures the next attempt has to wait, longer each time.
///
/// Names that exist and names that do not are treated alike. A name is counted per address, so that a stranger cannot
/// lock a person out from afar, and over all addresses with a higher limit. The counters live in memory: a restart
/// forgets them, which an attacker cannot cause.
public final class SignInLimiter {

    /// Mistakes that a person makes in good faith.
    private static final int FREE_FAILURES_PER_NAME_AND_ADDRESS = 5;

    /// A hospital may stand behind one address.
    private static final int FREE_FAILURES_PER_ADDRESS = 50;

    /// Guesses from many addresses at one name.
    private static final int FREE_FAILURES_PER_NAME = 50;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(15);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    /// Failures older than this are forgiven.
    private static final Duration MEMORY = Duration.ofMinutes(30);

    /// Bounds the memory; the longest unused counter goes first.
    private static final int MAX_COUNTERS = 30_000;

    private final TimeSource time;
    private final Map<String, Counter> counters = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Counter> eldest) {
            return size() > MAX_COUNTERS;
        }
    };

    public SignInLimiter(TimeSource time) {
        this.time = time;
    }

    private record Counter(int failures, Instant last) {}

    /// How long the next attempt has to wait, if it has to.
    public synchronized Optional<Duration> wait(String name, String address) {
        Instant now = time.now();
        Duration longest = Duration.ZERO;
        for (Limit limit : limits(name, address)) {
            Counter counter = counters.get(limit.key());
            if (counter != null && counter.failures() >= limit.free()) {
                Instant free = counter.last().plus(pause(counter.failures() - limit.free()));
                Duration left = Duration.between(now, free);
                longest = left.compareTo(longest) > 0 ? left : longest;
            }
        }
        return longest.isPositive() ? Optional.of(longest) : Optional.empty();
    }

    public synchronized void failed(String name, String address) {
        Instant now = time.now();
        for (Limit limit : limits(name, address)) {
            counters.merge(
                    limit.key(),
                    new Counter(1, now),
                    (old, _) -> old.last().plus(MEMORY).isBefore(now)
                            ? new Counter(1, now)
                            : new Counter(old.failures() + 1, now));
        }
    }

    /// Forgives the name at this address; the address and the name elsewhere keep their count.
    public synchronized void succeeded(String name, String address) {
        if (!name.isEmpty()) {
            counters.remove(both(name, address));
        }
    }

    private record Limit(String key, int free) {}

    /// An attempt without a name (a passkey, a one-time code) is counted by its address alone.
    private static List<Limit> limits(String name, String address) {
        Limit byAddress = new Limit("address|" + address, FREE_FAILURES_PER_ADDRESS);
        return name.isEmpty()
                ? List.of(byAddress)
                : List.of(
                        byAddress,
                        new Limit(both(name, address), FREE_FAILURES_PER_NAME_AND_ADDRESS),
                        new Limit("name|" + name, FREE_FAILURES_PER_NAME));
    }

    private static String both(String name, String address) {
        return "both|" + address + "|" + name;
    }

    private static Duration pause(int beyond) {
        Duration pause = FIRST_WAIT.multipliedBy(1L << Math.min(beyond, 6));
        return pause.compareTo(LONGEST_WAIT) < 0 ? pause : LONGEST_WAIT;
    }
}
