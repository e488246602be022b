/// Tests of the package.
@NullMarked
package health.salus.client.bulk;

import org.jspecify.annotations.NullMarked;
