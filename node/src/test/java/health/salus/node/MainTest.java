package health.salus.node;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.client.command.Purposes;
import health.salus.contracts.consent.PurposeOfUse;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the programs of a node and of its clients have to agree on.
class MainTest {

    @Test
    void aHomeThatIsNotThereIsTheCommandLinesMatter(@TempDir Path directory) {
        String nowhere = directory.resolve("nowhere").toString();

        assertThat(Main.run(new String[] {"start", nowhere})).isEqualTo(2);
        assertThat(Main.run(new String[] {"fsck", nowhere})).isEqualTo(2);
    }

    @Test
    void clientsKnowThePurposesOfTheContracts() {
        assertThat(Purposes.CODES)
                .containsExactlyElementsOf(
                        Arrays.stream(PurposeOfUse.values()).map(Enum::name).toList());
    }
}
