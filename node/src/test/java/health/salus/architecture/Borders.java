package health.salus.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The rules. Each takes its root package from the table, so that [BordersCaughtTest] can show that it catches
/// something.
final class Borders {
    private static final String[] FRAMEWORKS = {
        "org.springframework..", "jakarta..", "javax.servlet..", "ca.uhn.fhir..", "org.hl7.fhir..", "org.thymeleaf.."
    };

    /// The platform may keep projections through `JdbcClient` and names its borders with Modulith's annotations.
    private static final String[] WEB = {
        "org.springframework.web..",
        "org.springframework.http..",
        "org.springframework.security..",
        "org.springframework.boot..",
        "jakarta..",
        "javax.servlet..",
        "ca.uhn.fhir..",
        "org.hl7.fhir..",
        "org.thymeleaf.."
    };

    /// Names that say how a type is used instead of what it is.
    private static final Pattern VAGUE =
            Pattern.compile("Abstract\\p{Upper}.*|.*(Impl|Base|Helper|Helpers|Util|Utils|Manager|Data|Info)");

    /// Terms that a standard defines and that a reader of the standard would look for. All are WebAuthn Level 3's.
    private static final Set<String> STANDARD_TERMS =
            Set.of("ClientData", "AuthenticatorData", "AttestedCredentialData");

    private Borders() {}

    static ArchRule arrows(ModuleTable table) {
        return classes()
                .should(condition("keep to the arrows of the module table", (type, events) -> {
                    Optional<String> from = table.moduleOf(type.getPackageName());
                    if (from.isEmpty()) {
                        events.add(violated(type, type.getName() + " belongs to no module of the table"));
                        return;
                    }
                    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                        String target = dependency.getTargetClass().getPackageName();
                        table.moduleOf(target)
                                .filter(to -> !table.allows(from.get(), to))
                                .ifPresent(to -> events.add(violated(
                                        type, from.get() + " may not use " + to + ": " + dependency.getDescription())));
                    }
                }))
                .allowEmptyShould(true);
    }

    static ArchRule internals(ModuleTable table) {
        return classes()
                .should(condition("leave the `internal` packages of others alone", (type, events) -> {
                    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                        String target = dependency
                                .getTargetClass()
                                .getBaseComponentType()
                                .getPackageName();
                        int internal = (target + '.').indexOf(".internal.");
                        if (!target.startsWith(table.root() + '.') || internal < 0) {
                            continue;
                        }
                        String owner = target.substring(0, internal);
                        if (!(type.getPackageName() + '.').startsWith(owner + '.')) {
                            events.add(violated(type, dependency.getDescription()));
                        }
                    }
                }))
                .allowEmptyShould(true);
    }

    static ArchRule coreWithoutFrameworks(ModuleTable table) {
        return noClasses()
                .that()
                .resideInAnyPackage(table.packages(
                        "kernel", "crypto", "proof", "ledger", "contracts", "consensus", "vault", "client", "cli"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORKS)
                .because("a rule that must run alike everywhere, for decades, owes nothing to a framework")
                .allowEmptyShould(true);
    }

    static ArchRule platformWithoutWeb(ModuleTable table) {
        return noClasses()
                .that()
                .resideInAnyPackage(table.packages("platform"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(WEB)
                .because("what the portal can do, any client can do")
                .allowEmptyShould(true);
    }

    static ArchRule shapesOfTheClientOnly(ModuleTable table) {
        return noClasses()
                .that()
                .resideInAnyPackage(table.packages("node"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(table.root() + ".client", table.root() + ".client.bulk..")
                .because("the node answers clients and is none (docs/decisions/0018)")
                .allowEmptyShould(true);
    }

    static ArchRule names() {
        return classes()
                .should(condition("have a name that says what they are", (type, events) -> {
                    String name = type.getSimpleName();
                    Matcher vague = VAGUE.matcher(name);
                    if (vague.matches() && !STANDARD_TERMS.contains(name) && !inherits(type, vague.group(1))) {
                        events.add(violated(type, type.getName() + " has a vague name"));
                    }
                }))
                .allowEmptyShould(true);
    }

    /// A `TrustManager` of ours is called as the interface of the JDK is: the word came with it.
    private static boolean inherits(JavaClass type, @Nullable String ending) {
        return ending != null
                && Stream.concat(type.getAllRawSuperclasses().stream(), type.getAllRawInterfaces().stream())
                        .filter(parent -> !parent.getPackageName().startsWith("health.salus"))
                        .anyMatch(parent -> parent.getSimpleName().endsWith(ending));
    }

    private static ConditionEvent violated(JavaClass type, String message) {
        return SimpleConditionEvent.violated(type, message);
    }

    private interface Check {
        void check(JavaClass type, ConditionEvents events);
    }

    private static ArchCondition<JavaClass> condition(String description, Check check) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                check.check(type, events);
            }
        };
    }
}
