package health.salus.fhir.audit;

import health.salus.fhir.party.Parties;
import health.salus.fhir.party.Party;
import health.salus.fhir.party.PartyName;
import health.salus.fhir.structure.JsonOutput;
import health.salus.kernel.Octets;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Writes who wrote what as FHIR R4 Provenance. Safe for many threads.
public final class ProvenanceWriter {
    private final Parties parties;

    public ProvenanceWriter(Parties parties) {
        this.parties = parties;
    }

    /// The Provenance of a write that succeeded; empty for any other event, and for one by nobody known.
    public Optional<Octets> write(AccessEvent event) {
        boolean written = event.activity().writes()
                && event.succeeded()
                && !event.shown().resources().isEmpty();
        return written
                ? event.actor().principal().map(author -> write(event, new Party.Principal(author)))
                : Optional.empty();
    }

    private Octets write(AccessEvent event, Party author) {
        String time = event.time().truncatedTo(ChronoUnit.MILLIS).toString();
        JsonOutput json = JsonOutput.resource("Provenance").member("id", event.id());
        json.array("target");
        for (String resource : event.shown().resources()) {
            json.object().member("reference", resource).endObject();
        }
        json.endArray().member("occurredDateTime", time).member("recorded", time);
        json.object("activity").array("coding").object();
        json.member("system", AuditCodes.DATA_OPERATION).member("code", operation(event.activity()));
        json.endObject().endArray().endObject();
        json.array("agent").object().object("type").array("coding").object();
        json.member("system", AuditCodes.PROVENANCE_AGENT).member("code", "author");
        json.endObject().endArray().endObject();
        party(json, "who", author);
        party(json, "onBehalfOf", new Party.Organisation(event.actor().organisation()));
        json.endObject().endArray();
        event.trace().transaction().ifPresent(transaction -> {
            json.array("entity")
                    .object()
                    .member("role", "source")
                    .object("what")
                    .object("identifier");
            json.member("system", AuditCodes.TRANSACTION).member("value", transaction);
            json.endObject().endObject().endObject().endArray();
        });
        return json.endObject().octets();
    }

    private static String operation(Activity activity) {
        return activity == Activity.CREATE ? "CREATE" : activity == Activity.DELETE ? "DELETE" : "UPDATE";
    }

    private void party(JsonOutput json, String member, Party party) {
        PartyName name = PartyName.of(party, parties);
        json.object(member);
        if (name.reference().isPresent()) {
            json.member("reference", name.reference().get());
        } else {
            json.object("identifier")
                    .member("system", name.system())
                    .member("value", name.value())
                    .endObject();
        }
        json.endObject();
    }
}
