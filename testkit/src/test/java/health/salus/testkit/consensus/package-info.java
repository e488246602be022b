@NullMarked
package health.salus.testkit.consensus;

import org.jspecify.annotations.NullMarked;
