/// The published client, with the offline verifier.
@NullMarked
package health.salus.client;

import org.jspecify.annotations.NullMarked;
