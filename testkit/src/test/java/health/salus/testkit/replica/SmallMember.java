package health.salus.testkit.replica;

import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.ledger.block.BlockWriter;
import health.salus.ledger.execution.BlockExecutor;
import health.salus.ledger.execution.Contract;
import health.salus.ledger.execution.OrderedRound;
import health.salus.ledger.replica.CheckpointSigner;
import health.salus.ledger.replica.CosignatureTally;
import health.salus.ledger.replica.Divergence;
import health.salus.ledger.replica.MemberLedger;
import health.salus.ledger.replica.MemberSets;
import health.salus.ledger.replica.SignedCheckpoint;
import health.salus.ledger.replica.SigningMark;
import health.salus.proof.MerkleTree;
import health.salus.testkit.ledger.InMemoryLedgerStore;
import health.salus.testkit.ledger.SampleBlocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One member with a ledger in memory, which remembers what it signed and whom it accuses.
final class SmallMember {

    final InMemoryLedgerStore store = new InMemoryLedgerStore();
    final List<SignedCheckpoint> signed = new ArrayList<>();
    final List<Divergence> accusations = new ArrayList<>();
    final MemberLedger ledger;
    final CosignatureTally tally;

    SmallMember(MemberId id) {
        this(id, new KeptMark());
    }

    /// No contract and no keys: what is executed does not matter here, only that it is the same everywhere.
    SmallMember(MemberId id, SigningMark mark) {
        this(id, mark, List.of());
    }

    SmallMember(MemberId id, SigningMark mark, List<Contract> contracts) {
        BlockExecutor executor = new BlockExecutor(SmallConsortium.NETWORK, (_, _, _) -> Optional.empty(), contracts);
        BlockWriter writer = new BlockWriter(SmallConsortium.NETWORK, executor, store);
        writer.writeGenesis(SmallConsortium.TIME, SmallConsortium.genesis());
        CheckpointSigner signer = new CheckpointSigner(
                new CheckpointSigner.Identity(SmallConsortium.NETWORK, id, SmallConsortium.keys(id)),
                store,
                mark,
                () -> SmallConsortium.TIME);
        this.ledger = new MemberLedger(store, writer, signer, this::own);
        this.tally = new CosignatureTally(
                MemberSets.of(SmallConsortium.members()),
                size -> MerkleTree.root(size, store::logNode),
                accusations::add);
    }

    private void own(SignedCheckpoint own) {
        signed.add(own);
        tally.own(own);
    }

    /// Executes rounds of some transactions each, the same for the same seed.
    SmallMember executes(long seed, int rounds) {
        SampleBlocks samples = new SampleBlocks(seed);
        for (int i = 0; i < rounds; i++) {
            List<OrderedRound.Item> items = samples.transactions(2).stream()
                    .map(each -> new OrderedRound.Item(each.envelope(), SmallConsortium.TIME, SmallConsortium.A))
                    .toList();
            ledger.execute(ledger.height() + 1, new OrderedRound(SmallConsortium.TIME, items), true);
        }
        return this;
    }

    SignedCheckpoint latest() {
        return signed.getLast();
    }

    /// A mark that outlives the ledger.
    static final class KeptMark implements SigningMark {

        private Optional<Octets> mark = Optional.empty();

        @Override
        public Optional<Octets> load() {
            return mark;
        }

        @Override
        public void keep(Octets kept) {
            mark = Optional.of(kept);
        }
    }
}
