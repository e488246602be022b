package health.salus.simulator;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Runs one seed and prints its trace, or many seeds and prints what they came to.
public final class Main {

    private static final String USAGE = """
            usage: health.salus.simulator.Main [--seed N] [--steps M] [--members F] [--runs K]
                                               [--haste H] [--operations O] [--seconds S]
              --seed N        the first seed (default 1); the same seed, steps and members repeat a run
              --steps M       events in which anything may go wrong (default 2000)
              --members F     so many members found the network (default: as the seed has it, 4 to 13)
              --haste H       clients ask for up to so many transactions at once (default: as the seed has it, 1 to 8)
              --runs K        so many seeds, from N on, without their traces (default 1)
              --operations O  seeds on all processors until clients have brought so many transactions
              --seconds S     seeds on all processors for so long
            The last two stop at the first broken promise, and begin at a fresh seed, which is printed, unless one is
            given.
            """;

    private static final int DEFAULT_STEPS = 2_000;
    private static final int EXIT_BROKEN = 1;
    private static final int EXIT_USAGE = 2;
    private static final int FRESH_SEEDS = 1_000_000_000;
    private static final Duration FOR_EVER = Duration.ofDays(1_000);

    private OptionalLong seed = OptionalLong.empty();
    private int steps = DEFAULT_STEPS;
    private int runs = 1;
    private OptionalInt members = OptionalInt.empty();
    private OptionalInt haste = OptionalInt.empty();
    private OptionalLong operations = OptionalLong.empty();
    private Optional<Duration> time = Optional.empty();

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        Main main = new Main();
        try {
            main.read(arguments);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException wrong) {
            System.err.print(USAGE);
            System.exit(EXIT_USAGE);
        }
        System.exit(main.operations.isPresent() || main.time.isPresent() ? main.campaign() : main.run());
    }

    private void read(String[] arguments) {
        for (int i = 0; i < arguments.length; i += 2) {
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--seed" -> seed = OptionalLong.of(Long.parseLong(value));
                case "--steps" -> steps = Integer.parseInt(value);
                case "--members" -> members = OptionalInt.of(founders(value));
                case "--runs" -> runs = Integer.parseInt(value);
                case "--haste" -> haste = OptionalInt.of(Integer.parseInt(value));
                case "--operations" -> operations = OptionalLong.of(Long.parseLong(value));
                case "--seconds" -> time = Optional.of(Duration.ofSeconds(Long.parseLong(value)));
                default -> throw new IllegalArgumentException(arguments[i]);
            }
        }
    }

    private static int founders(String value) {
        int founders = Integer.parseInt(value);
        if (founders < Consortium.CUSTODIAN_COUNT) {
            throw new IllegalArgumentException("a simulated network has at least four founders");
        }
        return founders;
    }

    private Plan plan(long of) {
        Plan plan = Plan.of(of, steps, members);
        return haste.isPresent() ? plan.withHaste(haste.getAsInt()) : plan;
    }

    private int campaign() throws InterruptedException {
        long first = seed.orElseGet(() -> new SecureRandom().nextInt(FRESH_SEEDS));
        Campaign.Bounds bounds = new Campaign.Bounds(operations.orElse(Long.MAX_VALUE), time.orElse(FOR_EVER));
        Optional<BrokenPromise> broken = new Campaign(first, this::plan, bounds, System.out).run();
        broken.ifPresent(promise -> System.err.println("BROKEN: " + promise.getMessage()));
        return broken.isPresent() ? EXIT_BROKEN : 0;
    }

    /// Goes on after a broken run, so that one night's list is whole.
    private int run() {
        Consumer<String> sink = runs == 1 ? System.out::println : _ -> {};
        int broken = 0;
        long first = seed.orElse(1);
        for (long each = first; each < first + runs; each++) {
            try {
                System.out.println(new Simulation(plan(each), sink).run());
            } catch (BrokenPromise promise) {
                broken++;
                System.err.println("BROKEN: " + promise.getMessage());
            }
        }
        System.out.println(runs - broken + " of " + runs + " runs kept every promise");
        return broken == 0 ? 0 : EXIT_BROKEN;
    }
}
