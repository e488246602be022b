package health.salus.platform;

import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.Violations;

/// The packages of the platform as Modulith sees them, with the arrows that are allowed between them. Calls follow the
/// arrows; news against them travels as events, which are records in the publisher's package.
final class PlatformModules {
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("network", Set.of()),
            Map.entry("identity", Set.of("network")),
            Map.entry("audit", Set.of("identity", "network")),
            Map.entry("consent", Set.of("identity", "audit", "network")),
            Map.entry("governance", Set.of("identity", "audit")),
            Map.entry("records", Set.of("identity", "consent", "audit", "network")),
            Map.entry("genomics", Set.of("records", "consent", "audit")),
            Map.entry("care", Set.of("records", "consent", "audit")),
            Map.entry("trials", Set.of("records", "consent", "audit")),
            Map.entry("settlement", Set.of("identity", "audit")),
            Map.entry("claims", Set.of("care", "settlement", "identity", "audit")),
            Map.entry("exchange", Set.of("records", "genomics", "trials", "consent", "audit")),
            Map.entry("medicines", Set.of("settlement", "identity", "audit")),
            Map.entry("supply", Set.of("medicines", "audit")));

    private final String root;
    private final ApplicationModules modules;

    private PlatformModules(String root, ImportOption which) {
        this.root = root;
        this.modules = ApplicationModules.of(root, which);
    }

    static PlatformModules production() {
        return new PlatformModules("health.salus.platform", new ImportOption.DoNotIncludeTests());
    }

    static PlatformModules planted(String root) {
        return new PlatformModules(root, new ImportOption.OnlyIncludeTests());
    }

    /// Cycles, internal types used from outside, and arrows that a package did not list.
    Violations violations() {
        return modules.detectViolations();
    }

    /// Packages that list no arrows, or list one which the table above does not hold.
    List<String> unlistedArrows() {
        List<String> problems = new ArrayList<>();
        modules.stream().forEach(module -> {
            String name = module.getIdentifier().toString();
            Set<String> allowed = ARROWS.get(name);
            ApplicationModule declared = annotation(name);
            if (allowed == null) {
                problems.add(name + " is not in the table");
            } else if (declared == null) {
                problems.add(name + " lists no arrows: annotate its package with @ApplicationModule");
            } else {
                for (String arrow : declared.allowedDependencies()) {
                    if (!allowed.contains(arrow)) {
                        problems.add(name + " may not use " + arrow);
                    }
                }
            }
        });
        return problems;
    }

    private ApplicationModule annotation(String module) {
        try {
            return Class.forName(root + "." + module + ".package-info").getAnnotation(ApplicationModule.class);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(module + " has no package-info", e);
        }
    }
}
