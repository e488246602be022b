package health.salus.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Each rule of [Borders] is run over classes that break it. A rule that reports nothing here guards nothing.
final class BordersCaughtTest {
    private static final ModuleTable TABLE = ModuleTable.under("health.salus.architecture.planted");
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages(TABLE.root());

    @Test
    void arrowThatIsNotInTheTable() {
        assertThat(violations(Borders.arrows(TABLE))).anyMatch(line -> line.startsWith("ledger may not use consensus"));
    }

    @Test
    void packageOutsideTheTable() {
        assertThat(violations(Borders.arrows(TABLE)))
                .anyMatch(line -> line.contains("stray.Stray belongs to no module"));
    }

    @Test
    void internalTypeUsedFromOutside() {
        assertThat(violations(Borders.internals(TABLE)))
                .isNotEmpty()
                .allMatch(line -> line.contains("platform.ShelfReader") && line.contains("vault.internal.Shelf"));
    }

    @Test
    void frameworkInTheCore() {
        assertThat(violations(Borders.coreWithoutFrameworks(TABLE)))
                .isNotEmpty()
                .allMatch(line -> line.contains("ledger.SpringLedger"));
    }

    @Test
    void webInThePlatform() {
        assertThat(violations(Borders.platformWithoutWeb(TABLE)))
                .isNotEmpty()
                .allMatch(line -> line.contains("platform.PageAnswer"));
    }

    @Test
    void clientInTheNode() {
        assertThat(violations(Borders.shapesOfTheClientOnly(TABLE)))
                .isNotEmpty()
                .allMatch(line -> line.contains("node.ClientInside"));
    }

    @Test
    void vagueNames() {
        assertThat(violations(Borders.names()))
                .map(line -> line.substring(line.lastIndexOf('$') + 1))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .containsExactlyInAnyOrder(
                        "AbstractStore",
                        "StoreImpl",
                        "StoreBase",
                        "StoreHelper",
                        "StoreUtil",
                        "StoreUtils",
                        "StoreManager",
                        "StoreData",
                        "StoreInfo");
    }

    private static List<String> violations(ArchRule rule) {
        return rule.evaluate(PLANTED).getFailureReport().getDetails();
    }
}
