package health.salus.fhir.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/// The shipped tables are what the definitions say. When one differs, run [TableProgram] and look at the difference.
final class ShippedTablesTest {
    private static final R4Definitions DEFINITIONS = new R4Definitions();

    @Test
    void structureTableIsWhatTheDefinitionsSay() throws IOException {
        String shipped = Files.readString(TableProgram.RESOURCES.resolve("structure/structure.txt"));
        assertThat(shipped.equals(StructureTable.write(DEFINITIONS)))
                .as("structure.txt equals what TableProgram writes")
                .isTrue();
    }

    @Test
    void searchTableIsWhatTheDefinitionsSay() throws IOException {
        String shipped = Files.readString(TableProgram.RESOURCES.resolve("search/search.txt"));
        assertThat(shipped.equals(SearchTable.write(DEFINITIONS)))
                .as("search.txt equals what TableProgram writes")
                .isTrue();
    }
}
