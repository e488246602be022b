/// The core of a replica, member by member, on ledgers in memory.
@NullMarked
package health.salus.testkit.replica;

import org.jspecify.annotations.NullMarked;
