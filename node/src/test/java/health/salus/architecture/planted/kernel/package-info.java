/// Planted: vague names.
@NullMarked
package health.salus.architecture.planted.kernel;

import org.jspecify.annotations.NullMarked;
