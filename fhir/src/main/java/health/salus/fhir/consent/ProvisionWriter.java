package health.salus.fhir.consent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.salus.contracts.consent.Content;
import health.salus.contracts.consent.NodeConditions;
import health.salus.contracts.consent.Period;
import health.salus.contracts.consent.Provision;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.consent.Recipients;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.records.SecurityLabel;
import health.salus.fhir.party.Parties;
import health.salus.fhir.party.Party;
import health.salus.fhir.party.PartyName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Writes a rule as [ProvisionReader] reads it.
final class ProvisionWriter {
    private static final String RECIPIENT = Codes.PARTICIPATION + "|IRCP";
    private static final String AUTHOR = Codes.PARTICIPATION + "|AUT";

    private final JsonNodeFactory json = JsonNodeFactory.instance;
    private final Parties parties;

    ProvisionWriter(Parties parties) {
        this.parties = parties;
    }

    ObjectNode write(Provision provision) {
        ObjectNode written = json.objectNode();
        written.put("type", provision.effect().name().toLowerCase(Locale.ROOT));
        period(written, provision.period());
        ArrayNode actors = json.arrayNode();
        recipients(actors, provision.recipients());
        provision.content().authors().forEach(author -> actors.add(actor(AUTHOR, new Party.Organisation(author))));
        add(written, "actor", actors);
        add(written, "securityLabel", labels(provision.content().labels()));
        add(written, "purpose", purposes(provision.purposes()));
        add(written, "class", classes(provision.content()));
        node(written, provision.node());
        ArrayNode exceptions = json.arrayNode();
        provision.provisions().forEach(exception -> exceptions.add(write(exception)));
        add(written, "provision", exceptions);
        return written;
    }

    private static void add(ObjectNode object, String name, ArrayNode items) {
        if (!items.isEmpty()) {
            object.set(name, items);
        }
    }

    private void period(ObjectNode written, Period period) {
        ObjectNode ends = json.objectNode();
        period.start().flatMap(TimeSpan::start).ifPresent(text -> ends.put("start", text));
        period.end().flatMap(TimeSpan::end).ifPresent(text -> ends.put("end", text));
        if (!ends.isEmpty()) {
            written.set("period", ends);
        }
    }

    /// Each recipient once, or once with each kind that it is narrowed to.
    private void recipients(ArrayNode actors, Recipients recipients) {
        List<Party> named = new ArrayList<>();
        recipients.principals().forEach(id -> named.add(new Party.Principal(id)));
        recipients.organisations().forEach(id -> named.add(new Party.Organisation(id)));
        for (Party party : named) {
            if (recipients.roles().isEmpty()) {
                actors.add(actor(RECIPIENT, party));
            }
            recipients.roles().forEach(kind -> actors.add(actor(Codes.role(kind), party)));
        }
        if (named.isEmpty()) {
            for (PrincipalKind kind : recipients.roles()) {
                actors.add(actor(Codes.role(kind), identifier(Codes.PARTY, Codes.ANYONE)));
            }
        }
    }

    private ObjectNode actor(String role, Party party) {
        return actor(role, reference(party));
    }

    private ObjectNode actor(String role, ObjectNode reference) {
        ObjectNode actor = json.objectNode();
        actor.set("role", concept(role));
        actor.set("reference", reference);
        return actor;
    }

    /// A party as its resource, or by its name on the ledger where it has none.
    ObjectNode reference(Party party) {
        PartyName name = PartyName.of(party, parties);
        return name.reference()
                .map(reference -> json.objectNode().put("reference", reference))
                .orElseGet(() -> identifier(name.system(), name.value()));
    }

    ObjectNode identifier(String system, String value) {
        ObjectNode reference = json.objectNode();
        reference.set("identifier", json.objectNode().put("system", system).put("value", value));
        return reference;
    }

    /// `system|code` as a CodeableConcept.
    ObjectNode concept(String code) {
        ObjectNode concept = json.objectNode();
        concept.set("coding", json.arrayNode().add(coding(code)));
        return concept;
    }

    private ObjectNode coding(String code) {
        int bar = code.indexOf('|');
        return json.objectNode().put("system", code.substring(0, bar)).put("code", code.substring(bar + 1));
    }

    private ArrayNode labels(List<SecurityLabel> labels) {
        ArrayNode codings = json.arrayNode();
        for (SecurityLabel label : labels) {
            String system = label.isConfidentiality() ? Codes.CONFIDENTIALITY : Codes.ACT_CODE;
            codings.add(coding(system + "|" + label.name()));
        }
        return codings;
    }

    private ArrayNode purposes(List<PurposeOfUse> purposes) {
        ArrayNode codings = json.arrayNode();
        purposes.forEach(purpose -> codings.add(coding(Codes.ACT_REASON + "|" + purpose.name())));
        return codings;
    }

    /// A group of types as the types in it, which means the same and which others understand.
    private ArrayNode classes(Content content) {
        Set<String> types = new LinkedHashSet<>(content.resourceTypes());
        content.typeGroups().forEach(group -> types.addAll(group.resourceTypes()));
        ArrayNode codings = json.arrayNode();
        types.forEach(type -> codings.add(coding(Codes.RESOURCE_TYPES + "|" + type)));
        return codings;
    }

    /// What the ledger has as digests is written as no more than that.
    private void node(ObjectNode written, NodeConditions conditions) {
        ArrayNode codes = json.arrayNode();
        conditions.codes().forEach(code -> codes.add(concept(Codes.HASHED_CODE + "|" + code.hex())));
        add(written, "code", codes);
        ArrayNode resources = json.arrayNode();
        conditions.resources().forEach(resource -> {
            ObjectNode named = json.objectNode().put("meaning", "instance");
            named.set(
                    "reference",
                    identifier(Codes.RESOURCE_KEY, resource.octets().hex()));
            resources.add(named);
        });
        add(written, "data", resources);
    }
}
