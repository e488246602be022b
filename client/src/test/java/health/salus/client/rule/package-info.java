/// Tests of the package.
@NullMarked
package health.salus.client.rule;

import org.jspecify.annotations.NullMarked;
