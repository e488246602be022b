package health.salus.contracts.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.contracts.stage.Cast;
import health.salus.contracts.stage.InMemoryState;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.MemberId;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.SalusException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a network begins with.
class GenesisTest {

    private final Genesis genesis = Cast.genesis();

    @Test
    void hasOneEncoding() {
        assertThat(Genesis.decode(genesis.encode())).isEqualTo(genesis);
        assertThat(genesis.digest()).isEqualTo(Cast.genesis().digest());
    }

    @Test
    void writesMembersOrganisationsAndKeys() {
        InMemoryState state = new InMemoryState();
        genesis.applyTo(state);
        Directory directory = Directory.of(state);
        assertThat(directory.network().members()).isEqualTo(Cast.MEMBERS);
        assertThat(directory.hosts(Cast.M1, Cast.HOSPITAL_A)).isTrue();
        assertThat(directory.hosts(Cast.M1, Cast.CLINIC)).isTrue();
        assertThat(directory.hosts(Cast.M2, Cast.CLINIC)).isFalse();
        assertThat(directory.organisationCount()).isEqualTo(5);
        assertThat(directory.organisations(3, 10))
                .extracting(OrganisationRecord::id)
                .containsExactly(Cast.INSURER, Cast.CLINIC);
        assertThat(directory.requirePrincipal(Cast.NODE_1).speaksFor()).contains(Cast.M1);
        assertThat(Keys.of(state).inForce(Cast.PATIENT, Cast.DAWN)).hasSize(1);
        assertThat(Keys.of(state).inForce(Cast.PATIENT, Cast.DAWN.minusNanos(1)))
                .isEmpty();
    }

    @Test
    void countsFaultsOfACustodianSet() {
        assertThat(set(1).acknowledgements()).isEqualTo(1);
        assertThat(set(4).acknowledgements()).isEqualTo(3);
        assertThat(set(7).acknowledgements()).isEqualTo(5);
        assertThat(set(6).tolerated()).isEqualTo(1);
    }

    @Test
    void refusesContradictions() {
        OrganisationRecord orphan = new OrganisationRecord(new OrganisationId("orphan"), "Orphan", new MemberId("m9"));
        assertThatThrownBy(() -> changed(genesis.members(), genesis.custodianSets(), List.of(orphan)))
                .isInstanceOf(SalusException.class);
        CustodianSet strangers = new CustodianSet(new CustodianSetId("s"), List.of(new MemberId("m9")));
        assertThatThrownBy(() -> changed(genesis.members(), List.of(strangers), List.of()))
                .isInstanceOf(SalusException.class);
        Genesis.FoundingMember twice = genesis.members().getFirst();
        assertThatThrownBy(() -> changed(List.of(twice, twice), List.of(), List.of()))
                .isInstanceOf(SalusException.class);
        assertThatThrownBy(() -> changed(List.of(), List.of(), List.of())).isInstanceOf(SalusException.class);
    }

    private Genesis changed(
            List<Genesis.FoundingMember> members, List<CustodianSet> sets, List<OrganisationRecord> organisations) {
        return new Genesis(
                genesis.network(), genesis.time(), genesis.limits(), members, sets, organisations, List.of());
    }

    private static CustodianSet set(int members) {
        List<MemberId> ids =
                IntStream.range(0, members).mapToObj(i -> new MemberId("m" + i)).toList();
        return new CustodianSet(new CustodianSetId("set"), ids);
    }
}
