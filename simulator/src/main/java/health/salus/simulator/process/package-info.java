/// Nodes as processes of this machine, to be killed, frozen and looked at from outside.
@NullMarked
package health.salus.simulator.process;

import org.jspecify.annotations.NullMarked;
