package health.salus.client.log;

import health.salus.kernel.Octets;
import health.salus.proof.tiles.LogFile;
import health.salus.proof.tiles.TiledTree;

/// Where a log's files are had from (C2SP tlog-tiles): a node, a mirror, a folder. None of them is trusted.
public interface LogSource extends TiledTree.TileSource {

    Octets checkpoint();

    /// @throws health.salus.kernel.SalusException `NOT_FOUND` where there is no such file
    @Override
    Octets content(LogFile file);
}
