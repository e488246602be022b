/// Many members on one thread from one seed: the real ledger over a simulated order, with faults, and checks after each
/// event.
@NullMarked
package health.salus.simulator;

import org.jspecify.annotations.NullMarked;
