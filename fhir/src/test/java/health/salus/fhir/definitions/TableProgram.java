package health.salus.fhir.definitions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes the shipped tables anew: run it in the module's folder after HL7's definitions have changed.
public final class TableProgram {
    static final Path RESOURCES = Path.of("src/main/resources/health/salus/fhir");

    private TableProgram() {}

    static void main() throws IOException {
        R4Definitions definitions = new R4Definitions();
        Files.writeString(RESOURCES.resolve("structure/structure.txt"), StructureTable.write(definitions));
        // Written after, and from, the structure table: run the program again when that one has changed.
        Files.writeString(RESOURCES.resolve("search/search.txt"), SearchTable.write(definitions));
    }
}
