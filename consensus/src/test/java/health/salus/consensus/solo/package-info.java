@NullMarked
package health.salus.consensus.solo;

import org.jspecify.annotations.NullMarked;
