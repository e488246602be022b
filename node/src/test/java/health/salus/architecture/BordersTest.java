package health.salus.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class BordersTest {
    private static final String ROOT = "health.salus";
    private static final ModuleTable TABLE = ModuleTable.under(ROOT);
    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void everyModuleIsSeen() {
        assertThat(PRODUCTION.stream().flatMap(type -> TABLE.moduleOf(type.getPackageName()).stream()))
                .contains(
                        "kernel", "ledger", "ledger.store", "consensus.hashgraph", "platform", "node", "client", "cli");
    }

    @Test
    void modulesKeepToTheTable() {
        Borders.arrows(TABLE).check(PRODUCTION);
    }

    @Test
    void internalPackagesStayInternal() {
        Borders.internals(TABLE).check(PRODUCTION);
    }

    @Test
    void coreKnowsNoFramework() {
        Borders.coreWithoutFrameworks(TABLE).check(PRODUCTION);
    }

    @Test
    void platformKnowsNoWeb() {
        Borders.platformWithoutWeb(TABLE).check(PRODUCTION);
    }

    @Test
    void nodeTakesShapesOfTheClientOnly() {
        Borders.shapesOfTheClientOnly(TABLE).check(PRODUCTION);
    }

    @Test
    void namesSayWhatTypesAre() {
        Borders.names().check(PRODUCTION);
    }
}
