/// Planted: the target of a forbidden look inside.
@NullMarked
package health.salus.architecture.planted.vault.internal;

import org.jspecify.annotations.NullMarked;
