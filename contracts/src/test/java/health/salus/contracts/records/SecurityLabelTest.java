package health.salus.contracts.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.OrganisationId;
import health.salus.kernel.SalusException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Labels, and what counts of them.
class SecurityLabelTest {

    @Test
    void takesUnlabelledAsNormal() {
        assertThat(SecurityLabel.effective(List.of())).containsExactly(SecurityLabel.N);
        assertThat(SecurityLabel.effective(List.of(SecurityLabel.HIV)))
                .containsExactly(SecurityLabel.N, SecurityLabel.HIV);
    }

    @Test
    void takesTheHighestConfidentiality() {
        assertThat(SecurityLabel.effective(List.of(SecurityLabel.L, SecurityLabel.R)))
                .containsExactly(SecurityLabel.R);
        assertThat(SecurityLabel.effective(List.of(SecurityLabel.U))).containsExactly(SecurityLabel.U);
    }

    @Test
    void knowsBroaderPolicies() {
        assertThat(SecurityLabel.ETHUD.isWithin(SecurityLabel.SPI)).isTrue();
        assertThat(SecurityLabel.SPI.isWithin(SecurityLabel.ETHUD)).isFalse();
    }

    @Test
    void ordersTheLabelsOfACell() {
        OrganisationId author = new OrganisationId("a");
        Cell cell = Cell.of(TypeGroup.PROBLEMS, List.of(SecurityLabel.HIV, SecurityLabel.R, SecurityLabel.HIV), author);
        assertThat(cell.labels()).containsExactly(SecurityLabel.R, SecurityLabel.HIV);
        assertThatThrownBy(() -> new Cell(TypeGroup.PROBLEMS, List.of(SecurityLabel.HIV, SecurityLabel.R), author))
                .isInstanceOf(SalusException.class);
    }
}
