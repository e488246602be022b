@NullMarked
package health.salus.conformance.page;

import org.jspecify.annotations.NullMarked;
