package health.salus.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// docs/faults.md says of each fault which test causes it: a page that names what is gone would promise too much.
class FaultsPageTest {

    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");

    private final Repository repository = Repository.here();

    @Test
    void everyTestThatThePageNamesExists() {
        Set<String> named =
                named(String.join("\n", repository.lines(repository.root().resolve("docs/faults.md"))));
        assertThat(named).isNotEmpty();
        assertThat(missing(named)).isEmpty();
    }

    @Test
    void aTestThatDoesNotExistIsNoticed() {
        assertThat(missing(named("a fault, `NobodyWroteThisTest`, and `FaultsPageTest`")))
                .containsExactly("NobodyWroteThisTest");
    }

    private static Set<String> named(String page) {
        return TEST.matcher(page).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> missing(Set<String> named) {
        Set<String> missing = new TreeSet<>(named);
        repository.javaSources().stream()
                .map(Path::getFileName)
                .map(file -> file.toString().replace(".java", ""))
                .forEach(missing::remove);
        return missing;
    }
}
