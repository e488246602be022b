package health.salus.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore;
import health.salus.ledger.block.LedgerStore.PreparedState;
import org.junit.jupiter.api.Test;

class InMemoryLedgerStoreTest extends LedgerStoreContract {

    @Override
    protected LedgerStore open() {
        return new InMemoryLedgerStore();
    }

    @Override
    protected LedgerStore reopen(LedgerStore closed) {
        return closed;
    }

    @Test
    void losesInAPowerCutWhatWasNotDurable() {
        SampleBlocks samples = new SampleBlocks(1);
        InMemoryLedgerStore store = new InMemoryLedgerStore();
        Block first = samples.commit(store, 2, 10);
        Digest durable = store.stateRoot();
        PreparedState state = store.prepare(samples.changes(10));
        store.commit(SampleBlocks.next(store, samples.transactions(1), state.root()), state, false);
        InMemoryLedgerStore survivor = store.afterPowerCut();
        assertThat(survivor.height()).isZero();
        assertThat(survivor.block(0)).contains(first);
        assertThat(survivor.stateRoot()).isEqualTo(durable);
        assertThat(store.height()).isEqualTo(1);
    }

    @Test
    void takesNoBlockWhileItIsFull() {
        SampleBlocks samples = new SampleBlocks(2);
        InMemoryLedgerStore store = new InMemoryLedgerStore();
        store.setFull(true);
        assertThatThrownBy(() -> samples.commit(store, 1, 1))
                .isInstanceOfSatisfying(
                        SalusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_FULL));
        store.setFull(false);
        samples.commit(store, 1, 1);
        assertThat(store.height()).isZero();
    }
}
