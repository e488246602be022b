/// What all commands share: the surroundings, the connection to a node, output in words and in JSON, exit codes.
@NullMarked
package health.salus.cli.shell;

import org.jspecify.annotations.NullMarked;
