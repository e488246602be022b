/// Whole logs, checked without trusting whoever serves them.
@NullMarked
package health.salus.client.log;

import org.jspecify.annotations.NullMarked;
