package health.salus.simulator;

import java.util.function.Consumer;

/// Runs one seed and prints its trace, or many seeds and prints a line for each.
public final class Main {

    private static final String USAGE = """
            usage: health.salus.simulator.Main [--seed N] [--steps M] [--runs K]
              --seed N   the first seed (default 1); the same seed and steps repeat a run
              --steps M  events in which anything may go wrong (default 2000)
              --runs K   so many seeds, from N on, without their traces (default 1)
            """;

    private static final int DEFAULT_STEPS = 2_000;
    private static final int EXIT_BROKEN = 1;
    private static final int EXIT_USAGE = 2;

    private Main() {}

    public static void main(String[] arguments) {
        long seed = 1;
        int steps = DEFAULT_STEPS;
        int runs = 1;
        try {
            for (int i = 0; i < arguments.length; i += 2) {
                switch (arguments[i]) {
                    case "--seed" -> seed = Long.parseLong(arguments[i + 1]);
                    case "--steps" -> steps = Integer.parseInt(arguments[i + 1]);
                    case "--runs" -> runs = Integer.parseInt(arguments[i + 1]);
                    default -> throw new IllegalArgumentException(arguments[i]);
                }
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException wrong) {
            System.err.print(USAGE);
            System.exit(EXIT_USAGE);
        }
        System.exit(run(seed, steps, runs));
    }

    /// Goes on after a broken run, so that one night's list is whole.
    private static int run(long firstSeed, int steps, int runs) {
        Consumer<String> sink = runs == 1 ? System.out::println : _ -> {};
        int broken = 0;
        for (long seed = firstSeed; seed < firstSeed + runs; seed++) {
            try {
                System.out.println(new Simulation(seed, steps, sink).run());
            } catch (BrokenPromise promise) {
                broken++;
                System.err.println("BROKEN: " + promise.getMessage());
            }
        }
        System.out.println(runs - broken + " of " + runs + " runs kept every promise");
        return broken == 0 ? 0 : EXIT_BROKEN;
    }
}
