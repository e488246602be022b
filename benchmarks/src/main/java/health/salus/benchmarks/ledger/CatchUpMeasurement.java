package health.salus.benchmarks.ledger;

import health.salus.contracts.SalusContracts;
import health.salus.contracts.identity.CustodianSet;
import health.salus.contracts.identity.Genesis;
import health.salus.contracts.identity.Genesis.FoundingMember;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.KeyDirectory;
import health.salus.contracts.identity.KeyRegistration;
import health.salus.contracts.identity.MemberRecord;
import health.salus.contracts.identity.NetworkLimits;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.crypto.CoseSign1;
import health.salus.crypto.InMemoryMlDsaKey;
import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.SigningKey;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.BlockWriter;
import health.salus.ledger.block.MemberSetState;
import health.salus.ledger.execution.BlockExecutor;
import health.salus.ledger.execution.OrderedRound;
import health.salus.ledger.replica.BlockPage;
import health.salus.ledger.replica.CheckpointSigner;
import health.salus.ledger.replica.MemberLedger;
import health.salus.ledger.replica.SigningMark;
import health.salus.ledger.state.StateOverlay;
import health.salus.ledger.store.RocksLedgerStore;
import health.salus.node.local.LocalStore;
import health.salus.node.local.LocalStore.Space;
import health.salus.proof.Checkpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.Cosignature;
import health.salus.proof.CosignatureKind;
import health.salus.proof.CosigningKeys;
import health.salus.proof.MemberEntry;
import health.salus.proof.MemberSet;
import health.salus.proof.MerkleTree;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.Transaction;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/// How fast a member that was away executes the blocks that it missed: pages as peers give them, checked against a
/// checkpoint, each transaction's signature verified, each contract run, state and log compared, and all of it durable
/// and cosigned before the next page.
public final class CatchUpMeasurement {

    private static final NetworkId NETWORK = new NetworkId("catch-up");
    private static final MemberId MEMBER = new MemberId("north");
    private static final OrganisationId HOSPITAL = new OrganisationId("north-hospital");
    private static final PrincipalId SERVICE = new PrincipalId("service.north");
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final int TRANSACTIONS = 60_000;
    private static final int[] BLOCK_SIZES = {1, 10, 100, 1_000};

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Random random = new Random(1);
    private final SigningKey key = InMemorySigningKey.generate(random::nextBytes);
    private final CosigningKeys checkpointKeys = new CosigningKeys(
            InMemorySigningKey.generate(random::nextBytes), InMemoryMlDsaKey.generate(random::nextBytes));
    private final Path directory;
    private int made;

    private CatchUpMeasurement(Path directory) {
        this.directory = directory;
    }

    /// Takes an empty directory, and leaves ledgers there.
    public static void main(String[] arguments) throws IOException {
        CatchUpMeasurement measurement = new CatchUpMeasurement(Path.of(arguments[0]));
        for (int size : BLOCK_SIZES) {
            // Small blocks are bound by what a block costs: fewer of them say as much.
            int transactions = Math.min(TRANSACTIONS, size * 6_000);
            for (int round = 1; round <= 2; round++) {
                measurement.measure(size, transactions, size + "-" + round);
            }
        }
    }

    private void measure(int blockSize, int transactions, String name) throws IOException {
        Path source = Files.createDirectories(directory.resolve("source-" + name));
        Path target = Files.createDirectories(directory.resolve("target-" + name));
        Path marks = Files.createDirectories(directory.resolve("marks-" + name));
        try (RocksLedgerStore whole = new RocksLedgerStore(source);
                RocksLedgerStore behind = new RocksLedgerStore(target);
                LocalStore local = new LocalStore(marks)) {
            BlockWriter writer = writer(whole);
            for (int left = transactions; left > 0; left -= blockSize) {
                writer.write(round(blockSize), false);
            }
            BlockWriter own = writer(behind);
            MemberLedger ledger = new MemberLedger(behind, own, signer(behind, local), _ -> {});
            CheckpointNote note = note(whole);
            long begin = System.nanoTime();
            long beginOnProcessor = THREADS.getCurrentThreadCpuTime();
            while (behind.height() < whole.height()) {
                BlockPage.Request wanted = new BlockPage.Request(behind.height() + 1, whole.height());
                Octets page = BlockPage.CODEC.encode(BlockPage.of(whole, note, wanted));
                List<Block> blocks = BlockPage.CODEC.decode(page).check(behind, members());
                for (Iterator<Block> each = blocks.iterator(); each.hasNext(); ) {
                    ledger.adopt(each.next(), each.hasNext());
                }
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            double onProcessor = (THREADS.getCurrentThreadCpuTime() - beginOnProcessor) / 1e9;
            System.out.println(String.format(
                    Locale.ROOT,
                    "%5d transactions a block: %,7.0f transactions/s by the clock, %,7.0f by the processor time of the"
                            + " thread that adopts (%d blocks in %.1f s)",
                    blockSize,
                    transactions / seconds,
                    transactions / onProcessor,
                    behind.height(),
                    seconds));
        }
    }

    private BlockWriter writer(RocksLedgerStore store) {
        BlockWriter writer =
                new BlockWriter(NETWORK, new BlockExecutor(NETWORK, new KeyDirectory(), SalusContracts.all()), store);
        StateOverlay state = new StateOverlay(_ -> Optional.empty());
        new Genesis(
                        NETWORK,
                        TIME,
                        NetworkLimits.DEFAULT,
                        List.of(new FoundingMember(
                                new MemberRecord(
                                        MEMBER,
                                        HOSPITAL,
                                        SERVICE,
                                        1,
                                        checkpointKeys.publicKeys(),
                                        key.verificationKey()),
                                "North",
                                new KeyRegistration(key.verificationKey(), Optional.empty()))),
                        List.of(new CustodianSet(new CustodianSetId("all"), List.of(MEMBER))),
                        List.of(),
                        List.of())
                .applyTo(state);
        state.put(MemberSetState.KEY, members().encode());
        writer.writeGenesis(TIME, state.changes());
        return writer;
    }

    private MemberSet members() {
        return new MemberSet(List.of(new MemberEntry(MEMBER, 1, checkpointKeys.publicKeys())));
    }

    private CheckpointNote note(RocksLedgerStore store) {
        Digest root = MerkleTree.root(store.logSize(), store::logNode);
        Checkpoint checkpoint = Checkpoint.of(NETWORK, store.logSize(), root);
        return new CheckpointNote(
                checkpoint,
                List.of(Cosignature.sign(CosignatureKind.ED25519, checkpoint, MEMBER, checkpointKeys, TIME)));
    }

    private CheckpointSigner signer(RocksLedgerStore store, LocalStore local) {
        return new CheckpointSigner(
                new CheckpointSigner.Identity(NETWORK, MEMBER, checkpointKeys),
                store,
                new ForcedMark(local),
                () -> TIME);
    }

    private record ForcedMark(LocalStore local) implements SigningMark {

        private static final Octets NAME = Octets.utf8("signed");

        @Override
        public Optional<Octets> load() {
            return local.get(Space.MARKS, NAME);
        }

        @Override
        public void keep(Octets mark) {
            local.putDurably(Space.MARKS, NAME, mark);
        }
    }

    private OrderedRound round(int size) {
        List<OrderedRound.Item> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            items.add(new OrderedRound.Item(transaction(), TIME.plus(Duration.ofNanos(made)), MEMBER));
        }
        return new OrderedRound(items.getLast().time(), items);
    }

    private Octets transaction() {
        byte[] salt = new byte[Transaction.SALT_BYTES];
        random.nextBytes(salt);
        Command command = IdentityCommand.FORMAT.encode(new IdentityCommand.RegisterPrincipal(
                new PrincipalId("staff-" + made++), PrincipalKind.STAFF, HOSPITAL, List.of()));
        Transaction transaction = new Transaction(
                Transaction.VERSION,
                NETWORK,
                new Attestation.PrincipalSigned(SERVICE, key.verificationKey().id()),
                TIME,
                TIME.plus(Transaction.MAX_WINDOW),
                Octets.wrap(salt),
                true,
                List.of(command));
        return CoseSign1.sign(transaction.encode(), key).encode();
    }
}
