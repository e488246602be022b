/// Tests of the package.
@NullMarked
package health.salus.node.rules;

import org.jspecify.annotations.NullMarked;
