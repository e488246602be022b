/// The command line against real nodes.
@NullMarked
package health.salus.node.commands;

import org.jspecify.annotations.NullMarked;
