/// Tests of the vault between members.
@NullMarked
package health.salus.node.custody;

import org.jspecify.annotations.NullMarked;
