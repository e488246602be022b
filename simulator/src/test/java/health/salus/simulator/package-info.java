@NullMarked
package health.salus.simulator;

import org.jspecify.annotations.NullMarked;
