package health.salus.fhir.consent;

import com.fasterxml.jackson.databind.JsonNode;
import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.Provision;
import health.salus.contracts.consent.Provision.Effect;
import health.salus.contracts.consent.Recipients;
import health.salus.fhir.party.Parties;
import health.salus.fhir.search.ResourceNode;
import health.salus.fhir.structure.IssueType;
import health.salus.kernel.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads FHIR R4 Consents as rules (docs/design/fhir.md). Safe for many threads.
public final class ConsentReader {
    private static final Pattern PATIENT = Pattern.compile("Patient/([A-Za-z0-9.-]{1,64})");
    private static final Set<String> DRAFT = Set.of("draft", "proposed");
    private static final Set<String> ENDED = Set.of("inactive", "rejected", "entered-in-error");

    /// Scopes that let others see data: privacy, and taking part in research with "information sharing required".
    private static final Set<String> ABOUT_ACCESS = Set.of("patient-privacy", "research");

    private static final Set<String> ABOUT_CARE = Set.of("treatment", "adr");

    private final Parties parties;

    public ConsentReader(Parties parties) {
        this.parties = parties;
    }

    /// Reads a Consent whose structure was checked before.
    ///
    /// @param id under which the ledger has it
    public ConsentReading read(ConsentId id, byte[] json) {
        Findings findings = new Findings();
        Place consent = new Place(ResourceNode.tree(json), "Consent", findings);
        if (!"Consent".equals(consent.text("resourceType").orElse(""))) {
            consent.error(IssueType.STRUCTURE, "is not a Consent");
            return new ConsentReading.Unenforceable(findings.errors(), false);
        }
        changesMeaning(consent);
        String patient = patient(consent);
        String status = consent.text("status").orElse("");
        String scope = scope(consent);
        if (!status.equals("active") && !DRAFT.contains(status) && !ENDED.contains(status)) {
            consent.error(IssueType.CODE_INVALID, "has no status that is known");
        }
        if (!findings.hasErrors() && ENDED.contains(status)) {
            return new ConsentReading.Ended(patient);
        }
        if (!findings.hasErrors() && ABOUT_CARE.contains(scope)) {
            return new ConsentReading.OtherScope(patient, scope);
        }
        Provision root = root(consent, id);
        if (findings.hasErrors()) {
            boolean standing = status.equals("active") || DRAFT.contains(status);
            return new ConsentReading.Unenforceable(
                    findings.errors(), standing && !patient.isEmpty() && ABOUT_ACCESS.contains(scope));
        }
        notes(consent, root);
        return new ConsentReading.Enforceable(
                patient, DRAFT.contains(status), root, document(consent.value()), findings.notes());
    }

    /// Elements that could turn the meaning of all others (R4 "is-modifier").
    private static void changesMeaning(Place consent) {
        for (String name : List.of("modifierExtension", "implicitRules", "_implicitRules", "_status")) {
            consent.member(name).ifPresent(found -> found.unsupported("may change the meaning of the rules"));
        }
    }

    private static String patient(Place consent) {
        String reference = consent.value().path("patient").path("reference").asText();
        Matcher matcher = PATIENT.matcher(reference);
        if (!matcher.matches()) {
            consent.error(IssueType.REQUIRED, "has no patient who is a Patient of this network");
            return "";
        }
        return matcher.group(1);
    }

    private static String scope(Place consent) {
        List<String> codes = consent.member("scope").map(Place::concept).orElse(List.of());
        Optional<String> scope = codes.stream()
                .filter(code -> code.startsWith(Codes.SCOPE + "|"))
                .map(code -> code.substring(Codes.SCOPE.length() + 1))
                .filter(code -> ABOUT_ACCESS.contains(code) || ABOUT_CARE.contains(code))
                .findFirst();
        if (scope.isEmpty()) {
            consent.error(IssueType.CODE_INVALID, "has a scope that is not known");
        }
        return scope.orElse("");
    }

    private Provision root(Place consent, ConsentId id) {
        Optional<Place> provision = consent.member("provision");
        if (provision.isEmpty()) {
            consent.error(IssueType.REQUIRED, "has no provision: a policy alone is not enforced");
            return Provision.of(Effect.DENY);
        }
        Optional<Effect> policy = policyIs(consent, Codes.OPT_IN)
                ? Optional.of(Effect.PERMIT)
                : policyIs(consent, Codes.OPT_OUT) ? Optional.of(Effect.DENY) : Optional.empty();
        Provision root = new ProvisionReader(id, parties).read(provision.get(), policy);
        if (root.effect() == Effect.PERMIT && policyIs(consent, Codes.OPT_OUT)) {
            consent.unsupported("opts out and then permits; write a provision that denies with one in it that permits");
        }
        return root;
    }

    private static boolean policyIs(Place consent, String code) {
        for (JsonNode coding : consent.value().path("policyRule").path("coding")) {
            boolean actCode = coding.path("system").asText().equals(Codes.ACT_CODE);
            // OPTOUTE and OPTINR are the same "with exceptions" and "with restrictions".
            if (actCode && coding.path("code").asText().startsWith(code)) {
                return true;
            }
        }
        return false;
    }

    private static void notes(Place consent, Provision root) {
        if (root.effect() == Effect.DENY && policyIs(consent, Codes.OPT_IN)) {
            consent.findings()
                    .note(
                            "Consent.policyRule",
                            "permits nothing by itself: only what a provision permits is permitted");
        }
        if (root.effect() == Effect.PERMIT && root.recipients().equals(Recipients.ANYONE)) {
            consent.findings()
                    .note("Consent.provision", "names no recipient: it permits every organisation on this network");
        }
    }

    /// The digest of an attached scan, which a consent on paper rests on.
    private static Optional<Digest> document(JsonNode consent) {
        JsonNode attached = consent.path("sourceAttachment").path("data");
        if (!attached.isTextual()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Digest.sha256(attached.binaryValue()));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
