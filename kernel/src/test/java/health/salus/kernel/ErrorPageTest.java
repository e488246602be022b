package health.salus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

///  docs/errors.md is written from the table of codes; this holds the two together.
class ErrorPageTest {

    private static final Path PAGE = Path.of("..", "docs", "errors.md");
    private static final Path GENERATED = Path.of("target", "errors.md");

    private static final String HEAD = """
            # Errors

            Everything that Salus answers other than success has one of these codes, over HTTP, in a receipt and on the
            command line. This page is written from `ErrorCode` by `ErrorPageTest`; after a change to the table, copy
            `kernel/target/errors.md` here.

            - Over HTTP, `/api` answers `application/problem+json` (RFC 9457) with the code in `code` and the last column in
              `next`; `/fhir` answers an OperationOutcome with the code in `issue.details`.
            - In an outcome on the ledger, and so in a receipt, the code stands beside a detail. Neither ever holds personal data.
            - On the command line the code is printed with what to do next, and decides the exit code: see
              [running](operating/run.md#exit-codes).
            - "Retry: yes" means that the same request, unchanged, may succeed later and does no harm when it already has.
            """;

    @Test
    void thePageListsEveryCodeAsTheTableHasIt() throws IOException {
        String generated = page();
        Files.createDirectories(GENERATED.getParent());
        Files.writeString(GENERATED, generated);

        assertThat(Files.readString(PAGE))
                .as("docs/errors.md differs from ErrorCode: copy kernel/target/errors.md over it")
                .isEqualTo(generated);
    }

    private static String page() {
        StringBuilder page = new StringBuilder(HEAD);
        for (ErrorCode.Kind kind : ErrorCode.Kind.values()) {
            page.append("\n## ").append(title(kind)).append("\n\n");
            page.append("| Code | HTTP | Retry | What to do |\n|---|---|---|---|\n");
            for (ErrorCode code : ErrorCode.values()) {
                if (code.kind() == kind) {
                    page.append(row(code));
                }
            }
        }
        return page.toString();
    }

    private static String title(ErrorCode.Kind kind) {
        return switch (kind) {
            case CALLER -> "The request has to change (`CALLER`)";
            case REFUSED -> "The rules, or the patient, say no (`REFUSED`)";
            case UNAVAILABLE -> "Not possible now (`UNAVAILABLE`)";
            case INTERNAL -> "A defect (`INTERNAL`)";
        };
    }

    private static String row(ErrorCode code) {
        return String.format(
                Locale.ROOT,
                "| <a id=\"%s\"></a>`%s` | %d | %s | %s |\n",
                code.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                code.name(),
                code.httpStatus(),
                code.retryable() ? "yes" : "no",
                code.nextStep().replace("|", "\\|"));
    }
}
