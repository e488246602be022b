///  Bytes, identifiers, canonical encoding and limits, with the ports for time and randomness.
@NullMarked
package health.salus.kernel;

import org.jspecify.annotations.NullMarked;
