package health.salus.fhir.consent;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.consent.ConsentId;
import health.salus.fhir.TestData;
import health.salus.fhir.party.RegisteredParties;
import health.salus.fhir.structure.Issue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// HL7's own examples of consents: which are enforced, and what about the others is not.
@Tag("testdata")
final class ConsentExamplesTest {
    private static final String UNTYPED = "Consent.provision";

    /// Most leave out what their rule does (its type), and their titles say the opposite of one another.
    private static final Map<String, String> EXPECTED = Map.of(
            "Consent-consent-example-Emergency.json", UNTYPED,
            "Consent-consent-example-grantor.json", UNTYPED,
            "Consent-consent-example-notAuthor.json", UNTYPED,
            "Consent-consent-example-notOrg.json", "DENY, 2 notes",
            "Consent-consent-example-notThem.json", UNTYPED,
            "Consent-consent-example-notThis.json", UNTYPED + " and 1 more",
            "Consent-consent-example-notTime.json", UNTYPED,
            "Consent-consent-example-pkb.json", UNTYPED + " and 11 more",
            "Consent-consent-example-signature.json", UNTYPED + " and 2 more");

    private final ConsentReader reader = new ConsentReader(new RegisteredParties());

    @Test
    void examplesAreEnforcedOrSayWhyNot() throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (Path file : TestData.examples()) {
            String name = file.getFileName().toString();
            if (name.startsWith("Consent-")) {
                found.put(name, told(reader.read(new ConsentId("c1"), TestData.read(file))));
            }
        }
        assertThat(found).isEqualTo(new TreeMap<>(EXPECTED));
    }

    private static String told(ConsentReading reading) {
        return switch (reading) {
            case ConsentReading.Enforceable rules ->
                rules.root().effect() + ", " + rules.notes().size() + " notes";
            case ConsentReading.Ended _ -> "ended";
            case ConsentReading.OtherScope other -> other.scope();
            case ConsentReading.Unenforceable refused -> {
                Issue first = refused.issues().getFirst();
                int more = refused.issues().size() - 1;
                yield first.location() + (more == 0 ? "" : " and " + more + " more");
            }
        };
    }
}
