package health.salus.node.fsck;

import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.store.RocksLedgerStore;
import health.salus.ledger.store.StoreCheck;
import health.salus.node.config.NodeConfig;
import health.salus.proof.membership.Genesis;
import health.salus.proof.membership.HomeUse;
import health.salus.proof.membership.MemberKeys;
import health.salus.proof.membership.PublicCard;
import health.salus.proof.membership.SignedGenesis;
import health.salus.vault.store.Damage;
import health.salus.vault.store.FilePieceStore;
import health.salus.vault.store.VaultFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Re-reads everything that a node keeps: recomputes the log from the blocks, the state's root from its values, and
/// each piece's hash and share. Changes nothing that counts; the node must be stopped.
public final class Fsck {

    private final NodeConfig config;
    private final List<Finding> findings = new ArrayList<>();

    /// Something that is not as it was written.
    public record Finding(String place, String what) {

        @Override
        public String toString() {
            return place + ": " + what;
        }
    }

    private Fsck(NodeConfig config) {
        this.config = config;
    }

    public static List<Finding> run(NodeConfig config) {
        Fsck fsck = new Fsck(config);
        fsck.guarded("ledger", fsck::ledger);
        fsck.guarded("vault", fsck::vault);
        return List.copyOf(fsck.findings);
    }

    /// Whether the node runs: what it is writing would look like damage.
    public static boolean isRunning(NodeConfig config) {
        return HomeUse.isInUse(config.data());
    }

    /// What cannot even be opened is a finding too.
    private void guarded(String place, Runnable check) {
        try {
            check.run();
        } catch (SalusException unreadable) {
            findings.add(new Finding(place, unreadable.code() + ", " + unreadable.detail()));
        }
    }

    private void ledger() {
        try (RocksLedgerStore store = new RocksLedgerStore(config.data().resolve("ledger"))) {
            StoreCheck.run(store).forEach(each -> findings.add(new Finding(each.place(), each.what())));
        }
    }

    private void vault() {
        Genesis genesis = genesis();
        MemberKeys keys = MemberKeys.load(config.keys());
        MemberId self = genesis.members().stream()
                .filter(card ->
                        card.memberVerificationKey().equals(keys.member().verificationKey()))
                .map(PublicCard::member)
                .findFirst()
                .orElseThrow(() -> new SalusException(ErrorCode.CONFIGURATION, "keys: of no member of the genesis"));
        VaultFolders folders =
                VaultFolders.under(config.data().resolve("vault"), config.keys().resolve("vault"));
        try (FilePieceStore pieces =
                FilePieceStore.open(folders, genesis.network(), self, Instant::now, new SystemRandomSource())) {
            pieces.verify(this::damaged);
        }
    }

    private void damaged(Damage damage) {
        String segment = damage.segment().map(id -> ", segment " + id).orElse("");
        findings.add(new Finding(
                damage.file() + " at byte " + damage.offset() + segment,
                damage.kind().toString()));
    }

    private Genesis genesis() {
        try {
            return SignedGenesis.decode(Octets.wrap(Files.readAllBytes(config.genesis())))
                    .verify();
        } catch (IOException unreadable) {
            throw new SalusException(ErrorCode.CONFIGURATION, "genesis: the file cannot be read", unreadable);
        }
    }
}
