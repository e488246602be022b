/// The commands that people sign from the command line, in the form that the contracts read, and the making of
/// transactions of them.
@NullMarked
package health.salus.client.command;

import org.jspecify.annotations.NullMarked;
