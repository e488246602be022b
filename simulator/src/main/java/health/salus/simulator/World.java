package health.salus.simulator;

/// What all parts of one run share.
record World(
        Plan plan, Agenda agenda, SeededRandom random, Wire wire, Ordering ordering, Trace trace, Checker checker) {

    OrderedEngine.Surroundings engineSurroundings() {
        return new OrderedEngine.Surroundings(ordering, wire, agenda, random);
    }
}
