/// Before a node can start: a member's keys and card, a network's genesis, a node's configuration file.
@NullMarked
package health.salus.node.setup;

import org.jspecify.annotations.NullMarked;
