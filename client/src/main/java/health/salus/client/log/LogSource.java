package health.salus.client.log;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.tiles.LogFile;
import health.salus.proof.tiles.TiledTree;
import java.util.Optional;

/// Where a log's files are had from (C2SP tlog-tiles): a node, a mirror, a folder. None of them is trusted.
public interface LogSource extends TiledTree.TileSource {

    Octets checkpoint();

    /// The changes of members ([health.salus.proof.receipt.MemberChain#parse]). Empty where there is no such file: as
    /// far as this source tells, the members never changed.
    default Optional<Octets> members() {
        return Optional.empty();
    }

    /// The latest checkpoint that witnesses have cosigned, by the server's own measure; it may lag behind.
    ///
    /// @throws SalusException `NOT_FOUND` where there is none
    default Octets witnessed() {
        throw new SalusException(ErrorCode.NOT_FOUND, "no checkpoint is witnessed here");
    }

    /// @throws SalusException `NOT_FOUND` where there is no such file
    @Override
    Octets content(LogFile file);
}
