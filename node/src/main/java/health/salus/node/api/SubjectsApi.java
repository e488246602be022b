package health.salus.node.api;

import health.salus.client.api.Accesses;
import health.salus.client.api.Consents;
import health.salus.client.api.Subject;
import health.salus.client.api.SubjectSearch;
import health.salus.client.api.Subjects;
import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.identity.CareRelation;
import health.salus.contracts.identity.SubjectRecord;
import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.ResourceVersions;
import health.salus.fhir.bundle.ResourceIds;
import health.salus.fhir.record.IdentifierToken;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.kernel.TimeSource;
import health.salus.ledger.state.StateKey;
import health.salus.ledger.state.StateReader;
import health.salus.node.NodeRuntime;
import health.salus.platform.audit.SubjectHistory;
import health.salus.platform.consent.ConsentHistory;
import health.salus.portal.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Patients, by their pseudonyms: who cares for them, what they permitted, who looked.
@RestController
final class SubjectsApi {

    private static final int PAGE = 100;

    private final NodeRuntime node;
    private final ApiCallers callers;
    private final TimeSource time;
    private final ConsentHistory consents;
    private final SubjectHistory history;

    SubjectsApi(NodeRuntime node, ApiCallers callers, TimeSource time) {
        this.node = node;
        this.callers = callers;
        this.time = time;
        this.consents = new ConsentHistory(node.network());
        this.history = new SubjectHistory(node.network());
    }

    /// Those of the caller's own organisation only: an identifier does not tell who else knows the patient.
    /// The identifier stands in the body: addresses are logged on their way.
    @PostMapping("/api/subjects/_search")
    Subjects find(@RequestBody SubjectSearch search) {
        String identifier = search.identifier();
        Caller caller = callers.readingSomething();
        int bar = identifier.indexOf('|');
        IdentifierToken token = new IdentifierToken(
                Optional.of(identifier.substring(0, Math.max(bar, 0))).filter(system -> !system.isEmpty()),
                identifier.substring(bar + 1));
        List<Subject> found = node.holders(caller.principal(), "Patient", token).stream()
                .map(id -> ResourceIds.subjectOf(id.id()))
                .distinct()
                .filter(caller::mayConcern)
                .filter(subject -> health.salus.contracts.identity.Subjects.of(
                                node.network().state())
                        .isCaredForBy(subject, caller.organisation(), time.now()))
                .map(this::describe)
                .toList();
        return new Subjects(found, Optional.empty());
    }

    @GetMapping("/api/subjects/{subject}")
    Subject subject(@PathVariable SubjectId subject) {
        callers.readingSomething();
        callers.concernedWith(subject);
        return describe(subject);
    }

    private Subject describe(SubjectId subject) {
        StateReader state = node.network().state();
        var subjects = health.salus.contracts.identity.Subjects.of(state);
        SubjectRecord record = subjects.require(subject);
        Instant now = time.now();
        List<OrganisationId> carers = subjects.careRelations(subject).stream()
                .filter(relation -> relation.isOpen(now))
                .map(CareRelation::organisation)
                .toList();
        String patient = ResourceIds.patientOf(subject);
        boolean recorded = ResourceVersions.of(state)
                .current(ResourceKey.of("Patient", patient))
                .isPresent();
        return new Subject(subject, "Patient/" + patient, recorded, record.enrolledAt(), carers);
    }

    @GetMapping("/api/subjects/{subject}/consents")
    Consents consents(@PathVariable SubjectId subject) {
        callers.reading("Consent");
        callers.concernedWith(subject);
        return new Consents(
                consents.of(subject).stream().map(ConsentShapes::consent).toList());
    }

    /// What the ledger has now about a consent, or that it has nothing.
    @GetMapping(path = "/api/subjects/{subject}/consents/{consent}/proof", produces = MediaType.TEXT_PLAIN_VALUE)
    String consentProof(@PathVariable SubjectId subject, @PathVariable String consent) {
        return proof(subject, health.salus.contracts.consent.Consents.key(subject, new ConsentId(consent)));
    }

    @GetMapping(
            path = "/api/subjects/{subject}/consents/{consent}/versions/{version}/proof",
            produces = MediaType.TEXT_PLAIN_VALUE)
    String versionProof(@PathVariable SubjectId subject, @PathVariable String consent, @PathVariable long version) {
        return proof(subject, health.salus.contracts.consent.Consents.key(subject, new ConsentId(consent), version));
    }

    private String proof(SubjectId subject, StateKey key) {
        callers.reading("Consent");
        callers.concernedWith(subject);
        return node.network().prove(key).toUtf8();
    }

    /// @param after how many entries were seen already
    @GetMapping("/api/subjects/{subject}/accesses")
    Accesses accesses(
            @PathVariable SubjectId subject,
            @RequestParam Optional<Instant> from,
            @RequestParam Optional<Instant> to,
            @RequestParam(defaultValue = "0") int after) {
        callers.reading("AuditEvent");
        callers.speakingFor(subject);
        if (after < 0) {
            throw new SalusException(ErrorCode.MALFORMED, "after is what an earlier answer's next said");
        }
        SubjectHistory.Page page = history.page(
                subject,
                new SubjectHistory.Query(
                        AccessShapes.KINDS,
                        to.orElse(Instant.MAX),
                        entry -> from.filter(entry.time()::isBefore).isEmpty(),
                        after,
                        PAGE));
        AccessShapes shapes = new AccessShapes(node.network().state());
        return new Accesses(
                page.entries().stream().map(shapes::access).toList(),
                Optional.of(Integer.toString(after + PAGE)).filter(_ -> page.more()));
    }
}
