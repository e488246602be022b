/// Tests of the package.
@NullMarked
package health.salus.client.command;

import org.jspecify.annotations.NullMarked;
