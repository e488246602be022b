package health.salus.client.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import health.salus.client.Answer;
import health.salus.client.Outcomes;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What a node answered to a bundle: how many entries it took, and why it refused the others (a batch may be taken in
/// part, http://hl7.org/fhir/R4/http.html#transaction-response).
record BundleAnswer(long accepted, List<ImportReport.Refusal> refusals) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static BundleAnswer of(ImportItem item, Answer answer) {
        JsonNode entries = entries(answer);
        if (!entries.isArray()) {
            return new BundleAnswer(item.resources(), List.of());
        }
        long accepted = 0;
        List<ImportReport.Refusal> refusals = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            JsonNode response = entries.get(i).path("response");
            String status = response.path("status").asText("");
            if (status.startsWith("2")) {
                accepted++;
            } else {
                SalusException refused = Outcomes.refusal(status(status), response.path("outcome"));
                refusals.add(new ImportReport.Refusal(item.name() + " entry " + i, refused.code(), refused.detail()));
            }
        }
        return new BundleAnswer(accepted, List.copyOf(refusals));
    }

    private static JsonNode entries(Answer answer) {
        try {
            JsonNode body = MAPPER.readTree(answer.body().toArray());
            return body == null ? MAPPER.missingNode() : body.path("entry");
        } catch (IOException malformed) {
            throw new SalusException(ErrorCode.MALFORMED, "the node's answer to a bundle is not JSON", malformed);
        }
    }

    private static int status(String status) {
        return status.matches("[1-5][0-9]{2}.*") ? Integer.parseInt(status.substring(0, 3)) : 500;
    }
}
