package health.salus.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import health.salus.client.Answer;
import health.salus.client.DocumentProof;
import health.salus.client.SalusClient;
import health.salus.client.Transactions;
import health.salus.client.api.DocumentOpening;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.kernel.Octets;
import health.salus.node.replica.GenesisState;
import health.salus.node.web.OpenNode;
import health.salus.proof.receipt.TrustAnchor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Synthea's bundles go in over HTTP and come back: each resource byte for byte, but for its id and its references,
/// and each reference to what was meant. Some are proven against the ledger.
@Tag("testdata")
class SyntheaRoundTripTest {

    private static final Pattern REFERENCE = Pattern.compile("\"reference\"\\s*:\\s*\"([^\"]*)\"");
    private static final Pattern ID =
            Pattern.compile("^\\{\\s*\"resourceType\"\\s*:\\s*\"[A-Za-z]+\",\\s*\"id\"\\s*:\\s*\"[^\"]*\"");
    private static final Pattern TYPE = Pattern.compile("^\\{\\s*\"resourceType\"\\s*:\\s*\"[A-Za-z]+\"");

    /// Every so many resources one is proven.
    private static final int PROVEN = 100;

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void everyResourceComesBackAsItWas(@TempDir Path directory) throws IOException {
        try (OpenNode node = OpenNode.start(directory);
                SalusClient client =
                        node.client(node.register("dr.adams", PrincipalKind.PRACTITIONER, OpenNode.NORTH))) {
            TrustAnchor anchor = TrustAnchor.of(
                    node.server().node().genesis().network(),
                    GenesisState.memberSet(node.server().node().genesis()));
            int compared = 0;
            for (Path file : PublicData.files("synthea")) {
                String bundle = PublicData.read(file);
                Answer answer = client.fhir()
                        .bundle(
                                Octets.utf8(bundle),
                                file.toString().substring(file.toString().length() - 40));
                JsonNode entries = mapper.readTree(answer.body().toArray()).path("entry");
                List<Entry> submitted = entries(bundle);
                assertThat(entries).hasSize(submitted.size());
                Map<String, String> assigned = new HashMap<>();
                for (int i = 0; i < submitted.size(); i++) {
                    String[] location = entries.path(i)
                            .path("response")
                            .path("location")
                            .asText()
                            .split("/");
                    int history = List.of(location).indexOf("_history");
                    assigned.put(submitted.get(i).fullUrl(), location[history - 2] + "/" + location[history - 1]);
                }
                for (Entry entry : submitted) {
                    String[] place = assigned.getOrDefault(entry.fullUrl(), "").split("/");
                    String stored = client.content(place[0], place[1], 1).toUtf8();
                    compare(entry.resource(), stored, assigned);
                    if (compared++ % PROVEN == 0) {
                        prove(client, anchor, place, stored);
                    }
                }
            }
            assertThat(compared).isGreaterThan(26_000);
        }
    }

    private static void compare(String submitted, String stored, Map<String, String> assigned) {
        assertThat(plain(stored)).isEqualTo(plain(submitted));
        Matcher before = REFERENCE.matcher(submitted);
        Matcher after = REFERENCE.matcher(stored);
        while (before.find() && after.find()) {
            String expected = assigned.getOrDefault(before.group(1), after.group(1));
            assertThat(after.group(1))
                    .isEqualTo(expected)
                    .doesNotStartWith("urn:uuid:")
                    .doesNotContain("?");
        }
    }

    private static void prove(SalusClient client, TrustAnchor anchor, String[] place, String stored) {
        DocumentOpening opening = client.opening(place[0], place[1], 1);
        Transactions.Proven proven =
                Transactions.prove(opening.transaction(), client.transactions().receipt(opening.transaction()), anchor);
        assertThat(DocumentProof.holds(proven.fact().transaction().transaction(), opening, Octets.utf8(stored)))
                .isTrue();
    }

    /// Without the id and with the references masked: all that the server may change.
    private static String plain(String resource) {
        Matcher id = ID.matcher(resource);
        Matcher type = TYPE.matcher(resource);
        assertThat(type.find()).isTrue();
        String rest = resource.substring(id.find() ? id.end() : type.end());
        return type.group() + REFERENCE.matcher(rest).replaceAll("\"reference\":\"*\"");
    }

    private record Entry(String fullUrl, String resource) {}

    /// The entries with the very text of their resources.
    private static List<Entry> entries(String bundle) throws IOException {
        List<Entry> found = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(bundle)) {
            String fullUrl = "";
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                boolean name = token == JsonToken.FIELD_NAME;
                if (name && parser.currentName().equals("fullUrl")) {
                    parser.nextToken();
                    fullUrl = parser.getText();
                } else if (name && parser.currentName().equals("resource")) {
                    parser.nextToken();
                    int from = (int) parser.currentTokenLocation().getCharOffset();
                    parser.skipChildren();
                    int to = (int) parser.currentLocation().getCharOffset();
                    found.add(new Entry(fullUrl, bundle.substring(from, to)));
                }
            }
        }
        return found;
    }
}
