/// The ordering port: opaque bytes go in, rounds in one order come out.
@NullMarked
package health.salus.consensus;

import org.jspecify.annotations.NullMarked;
