package health.salus.simulator;

/// What all parts of one run share.
record World(
        Plan plan,
        Agenda agenda,
        SeededRandom random,
        Wire wire,
        Orderings orderings,
        Signing signing,
        Trace trace,
        Checker checker) {}
