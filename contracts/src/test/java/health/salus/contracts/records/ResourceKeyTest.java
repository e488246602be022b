package health.salus.contracts.records;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.stage.Cast;
import health.salus.ledger.state.Locality;
import org.junit.jupiter.api.Test;

/// The names of resources on the ledger.
class ResourceKeyTest {

    private static final String TAG = Locality.of(Cast.SUBJECT).hex();

    @Test
    void beginsWithTheLocalityOfAnAssignedId() {
        ResourceKey key = ResourceKey.of("Observation", TAG + "-" + "0".repeat(32));
        assertThat(key.octets().slice(0, 8).hex()).isEqualTo(TAG);
        assertThat(PagePlace.top(key.locality()).stateKey().digest().hex()).startsWith(TAG);
    }

    @Test
    void hashesEveryOtherId() {
        for (String id : new String[] {
            "1", TAG, TAG + "-" + "0".repeat(31), TAG + "_" + "0".repeat(32), TAG + "-" + "G".repeat(32)
        }) {
            assertThat(ResourceKey.of("Observation", id).octets().slice(0, 8).hex())
                    .isNotEqualTo(TAG);
        }
    }

    @Test
    void tellsTypesAndIdsApart() {
        String id = TAG + "-" + "0".repeat(32);
        assertThat(ResourceKey.of("Observation", id)).isNotEqualTo(ResourceKey.of("Condition", id));
        assertThat(ResourceKey.of("Observation", "12")).isNotEqualTo(ResourceKey.of("Observation1", "2"));
        assertThat(ResourceKey.of("Observation", "12")).isEqualTo(ResourceKey.of("Observation", "12"));
    }
}
