/// Tests of signatures, envelopes and keys.
@NullMarked
package health.salus.crypto;

import org.jspecify.annotations.NullMarked;
