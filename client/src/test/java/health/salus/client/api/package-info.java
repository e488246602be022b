/// Tests of the package.
@NullMarked
package health.salus.client.api;

import org.jspecify.annotations.NullMarked;
