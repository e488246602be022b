/// Encryption, erasure coding, placement and repair of blobs.
@NullMarked
package health.salus.vault;

import org.jspecify.annotations.NullMarked;
