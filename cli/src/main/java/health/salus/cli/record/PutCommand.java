package health.salus.cli.record;

import com.fasterxml.jackson.databind.JsonNode;
import health.salus.cli.shell.Dialogue;
import health.salus.cli.shell.InputFile;
import health.salus.cli.shell.Shell;
import health.salus.client.Answer;
import health.salus.client.SalusClient;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes one record.
@Command(
        name = "put",
        description = {
            "Write a record from a JSON file: a new one, or a new version when it has an id.",
            "The same file is written once, however often the command is repeated, unless --attempt differs."
        },
        footer = {"", "Example:", "  salus record put observation.json"})
final class PutCommand implements Callable<Integer> {

    private static final Pattern LOCATION =
            Pattern.compile(".*/([A-Za-z]+)/([A-Za-z0-9.-]+)(?:/_history/([A-Za-z0-9.-]+))?");

    private final Shell shell;

    @Parameters(paramLabel = "FILE", description = "The resource, in JSON.")
    private Path file = Path.of("");

    @Option(
            names = "--if-version",
            paramLabel = "N",
            description = "Only when this is the current version; else the write is refused.")
    private Optional<String> expected = Optional.empty();

    @Option(
            names = "--attempt",
            paramLabel = "TEXT",
            description = "Names the attempt (default: the hash of the file): repeated under one name, one version"
                    + " comes of it.")
    private Optional<String> attempt = Optional.empty();

    @Mixin
    private final Dialogue dialogue = new Dialogue();

    PutCommand(Shell shell) {
        this.shell = shell;
    }

    record Written(String type, String id, String version) {}

    @Override
    public Integer call() {
        Octets body = InputFile.read(file);
        JsonNode resource = FhirText.parse(body);
        String type = resource.path("resourceType").asText();
        if (!type.matches("[A-Za-z]{1,64}")) {
            throw new SalusException(ErrorCode.MALFORMED, file + " has no resourceType");
        }
        Optional<String> id = Optional.of(resource.path("id").asText()).filter(text -> !text.isEmpty());
        String key = attempt.orElseGet(() -> "put-" + Digest.sha256(body).hex());
        try (SalusClient client = dialogue.client(shell)) {
            Answer answer = id.isPresent()
                    ? client.fhir().update(type, id.get(), body, expected, key)
                    : client.fhir().create(type, body, key);
            Written written = written(type, id, answer);
            return dialogue.show(
                    shell,
                    written,
                    List.of(written.type() + "/" + written.id() + " version " + written.version() + " is written"));
        }
    }

    /// From the headers: a node may answer without a body (http://hl7.org/fhir/R4/http.html#create).
    private static Written written(String type, Optional<String> id, Answer answer) {
        Matcher location = LOCATION.matcher(answer.header("location").orElse(""));
        if (location.matches()) {
            String version = location.group(3);
            return new Written(location.group(1), location.group(2), version == null ? "1" : version);
        }
        String version = answer.header("etag").orElse("").replaceAll("[^A-Za-z0-9.-]|^W/", "");
        return new Written(type, id.orElse("?"), version.isEmpty() ? "?" : version);
    }
}
