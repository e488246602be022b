package health.salus.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.access.AccessCommand;
import health.salus.contracts.consent.ConsentCommand;
import health.salus.contracts.governance.GovernanceCommand;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.policy.PolicyCommand;
import health.salus.contracts.records.RecordsCommand;
import health.salus.kernel.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// docs/design/contracts.md lists every command, and only codes that there are.
class ContractsPageTest {

    private static final Pattern ROW = Pattern.compile("^\\| `([A-Za-z]+)` \\|.*\\|(.*)\\|$", Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("`([A-Z_]+)`");

    @Test
    void listsEveryCommandWithItsRefusals() throws IOException {
        // Surefire runs in the module's folder.
        String page = Files.readString(Path.of("..", "docs", "design", "contracts.md"));
        List<String> commands = Stream.of(
                        IdentityCommand.class,
                        ConsentCommand.class,
                        RecordsCommand.class,
                        AccessCommand.class,
                        PolicyCommand.class,
                        GovernanceCommand.class)
                .flatMap(contract -> Arrays.stream(contract.getPermittedSubclasses()))
                .map(Class::getSimpleName)
                .toList();
        List<String> listed =
                ROW.matcher(page).results().map(row -> row.group(1)).toList();
        assertThat(listed).containsAll(commands);
        TreeSet<String> codes = new TreeSet<>();
        for (ErrorCode code : ErrorCode.values()) {
            codes.add(code.name());
        }
        ROW.matcher(page)
                .results()
                .filter(row -> commands.contains(row.group(1)))
                .flatMap(row -> CODE.matcher(row.group(2)).results())
                .forEach(code -> assertThat(codes).contains(code.group(1)));
    }
}
