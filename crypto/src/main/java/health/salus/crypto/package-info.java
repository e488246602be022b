/// Hashing, signatures, envelopes and access to keys.
@NullMarked
package health.salus.crypto;

import org.jspecify.annotations.NullMarked;
