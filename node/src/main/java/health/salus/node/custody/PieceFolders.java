package health.salus.node.custody;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import health.salus.kernel.TimeSource;
import health.salus.vault.store.FilePieceStore;
import health.salus.vault.store.OnDemandPieceStore;
import health.salus.vault.store.PieceShelves;
import health.salus.vault.store.PieceStore;
import health.salus.vault.store.VaultFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where a member keeps its pieces. The epoch keys lie with its other keys, apart from what they protect: a copy of the
/// data opens nothing.
public record PieceFolders(Path data, Path keys) {

    private static final String PRESENT = "vault";
    private static final String ARRIVING = "arriving";

    public PieceShelves open(NetworkId network, MemberId member, TimeSource time, RandomSource random) {
        Ambient ambient = new Ambient(network, member, time, random);
        PieceStore arriving =
                new OnDemandPieceStore(Files.isDirectory(data.resolve(ARRIVING)), () -> open(ARRIVING, ambient));
        return new PieceShelves(open(PRESENT, ambient), arriving);
    }

    private record Ambient(NetworkId network, MemberId member, TimeSource time, RandomSource random) {}

    private PieceStore open(String name, Ambient ambient) {
        Path folder = data.resolve(name);
        try {
            Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new SalusException(ErrorCode.CONFIGURATION, "data: " + data + " cannot be written", failed);
        }
        VaultFolders folders = VaultFolders.under(folder, keys.resolve(name));
        return FilePieceStore.open(folders, ambient.network, ambient.member, ambient.time, ambient.random);
    }
}
