/// Whole logs: checked, and copied.
@NullMarked
package health.salus.cli.log;

import org.jspecify.annotations.NullMarked;
