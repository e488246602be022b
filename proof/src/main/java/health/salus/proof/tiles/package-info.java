/// The log as static files: tiles of hashes and bundles of entries (C2SP tlog-tiles).
@NullMarked
package health.salus.proof.tiles;

import org.jspecify.annotations.NullMarked;
