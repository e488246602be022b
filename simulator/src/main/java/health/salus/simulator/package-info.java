/// Many nodes on one thread from one seed, with fault plans and checkers.
@NullMarked
package health.salus.simulator;

import org.jspecify.annotations.NullMarked;
