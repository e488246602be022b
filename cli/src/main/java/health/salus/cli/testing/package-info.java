/// The command line without a terminal, for tests.
@NullMarked
package health.salus.cli.testing;

import org.jspecify.annotations.NullMarked;
