package health.salus.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PlatformModulesTest {
    @Test
    void packagesKeepTheirBorders() {
        PlatformModules.production().violations().throwIfPresent();
    }

    @Test
    void packagesListOnlyArrowsOfTheTable() {
        assertThat(PlatformModules.production().unlistedArrows()).isEmpty();
    }

    @Test
    void cycleIsCaught() {
        assertThat(planted("cycle")).contains("Cycle detected");
    }

    @Test
    void internalTypeUsedFromOutsideIsCaught() {
        assertThat(planted("inside")).contains("depends on non-exposed type");
    }

    @Test
    void arrowThatThePackageDoesNotListIsCaught() {
        assertThat(planted("arrow")).contains("Module 'audit' depends on module 'consent'");
    }

    @Test
    void arrowOutsideTheTableIsCaught() {
        assertThat(PlatformModules.planted("health.salus.planted.arrow").unlistedArrows())
                .containsExactlyInAnyOrder("consent may not use claims", "unarrowed is not in the table");
    }

    private static String planted(String name) {
        return PlatformModules.planted("health.salus.planted." + name)
                .violations()
                .toString();
    }
}
