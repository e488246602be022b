package health.salus.vault.repair;

import static health.salus.vault.repair.FourCustodians.S1;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.vault.custody.DownCustodian;
import health.salus.vault.custody.LyingCustodian;
import health.salus.vault.custody.LyingCustodian.Lie;
import health.salus.vault.custody.TestNetwork;
import health.salus.vault.segment.SegmentManifest;
import health.salus.vault.store.PlacedPiece;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A custodian without its fragment has it again from the others.
class RepairTest {

    private final FourCustodians set = new FourCustodians();
    private final Digest manifest = set.sealed.manifest().digest();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aLostFragmentIsRebuilt(int place) {
        set.store(place).discard(List.of(S1));
        assertThat(repair(place).repairFragment(S1, set.registered(manifest)))
                .isEqualTo(new Repair.Outcome.Repaired(List.of()));
        assertRepaired(place);
    }

    @ParameterizedTest
    @EnumSource(names = {"FRAGMENT", "MANIFEST"})
    void aLiarIsNamedAndTheOthersSuffice(Lie lie) {
        set.store(4).discard(List.of(S1));
        set.network.replace(1, client -> LyingCustodian.signing(client, lie, set.network.seat(1)));
        Repair.Outcome outcome = repair(4).repairFragment(S1, set.registered(manifest));
        assertThat(outcome).isInstanceOf(Repair.Outcome.Repaired.class);
        assertThat(outcome.wrong()).singleElement().satisfies(found -> {
            assertThat(found.wrong().custodian()).isEqualTo(1);
            assertThat(found.wrong().kind().name()).isEqualTo(lie.name());
            assertThat(found.convicts(set.network.onLedger(1, manifest))).isTrue();
        });
        assertRepaired(4);
    }

    @Test
    void withTooFewOthersItSaysSo() {
        set.store(4).discard(List.of(S1));
        set.network.replace(1, DownCustodian::new);
        set.network.replace(2, client -> new LyingCustodian(client, Lie.FRAGMENT));
        assertThat(repair(4).repairFragment(S1, set.registered(manifest)))
                .isInstanceOfSatisfying(Repair.Outcome.TooFew.class, tooFew -> {
                    assertThat(tooFew.good()).isEqualTo(1);
                    assertThat(tooFew.wrong())
                            .extracting(found -> found.wrong().custodian())
                            .containsExactly(2);
                });
        assertThat(set.store(4).find(S1)).isEmpty();
    }

    /// An author whose fragments do not belong together: no custodian can rebuild its own.
    @Test
    void whatWasNeverOneCodeWordIsNotInvented() {
        SegmentManifest honest = set.sealed.manifest();
        List<Digest> hashes = new ArrayList<>(honest.fragments());
        hashes.set(3, Digest.sha256(Octets.utf8("something else")));
        SegmentManifest odd = new SegmentManifest(
                honest.version(),
                honest.descriptor(),
                honest.root(),
                honest.ciphertextBytes(),
                hashes,
                honest.keyCommitments());
        for (int place = 1; place <= 3; place++) {
            set.store(place).discard(List.of(S1));
            set.store(place)
                    .put(List.of(new PlacedPiece(odd, set.sealed.pieces().get(place - 1))));
        }
        assertThat(repair(4).repairFragment(S1, set.registered(odd.digest())))
                .isEqualTo(new Repair.Outcome.Unsound(List.of()));
    }

    private Repair repair(int place) {
        return new Repair(TestNetwork.member(place), set.store(place));
    }

    private void assertRepaired(int place) {
        set.assertFragment(place, set.store(place));
        assertThat(set.store(place).share(S1)).as("no share is invented").isEmpty();
    }
}
