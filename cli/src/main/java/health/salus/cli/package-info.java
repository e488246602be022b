/// The command line's program: commands over the client.
@NullMarked
package health.salus.cli;

import org.jspecify.annotations.NullMarked;
