/// What goes wrong, caused for real, in nodes that are processes of their own (docs/faults.md).
@NullMarked
package health.salus.simulator.process;

import org.jspecify.annotations.NullMarked;
