/// The segment: resources that are encrypted together, the pieces they become, and the way back.
@NullMarked
package health.salus.vault.segment;

import org.jspecify.annotations.NullMarked;
