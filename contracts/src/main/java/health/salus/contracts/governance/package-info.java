/// What the members decide together: who belongs to the network, by which rules and limits it runs, and from when on.
@NullMarked
package health.salus.contracts.governance;

import org.jspecify.annotations.NullMarked;
