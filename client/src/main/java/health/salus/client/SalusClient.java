package health.salus.client;

import health.salus.client.api.Accesses;
import health.salus.client.api.ApiJson;
import health.salus.client.api.Consents;
import health.salus.client.api.DocumentOpening;
import health.salus.client.api.Me;
import health.salus.client.api.MemberReports;
import health.salus.client.api.NetworkMembers;
import health.salus.client.api.NodeStatus;
import health.salus.client.api.Organisations;
import health.salus.client.api.Principal;
import health.salus.client.api.PrincipalPage;
import health.salus.client.api.Proposal;
import health.salus.client.api.ProposalPage;
import health.salus.client.api.RecordVersions;
import health.salus.client.api.Session;
import health.salus.client.api.SessionRequest;
import health.salus.client.api.Subject;
import health.salus.client.api.SubjectSearch;
import health.salus.client.api.Subjects;
import health.salus.client.log.LogSource;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SessionId;
import health.salus.kernel.SubjectId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// A node of a network, as anyone outside it may use it (docs/design/api.md).
///
/// The node is trusted for what it shows, never for what is signed or proven: transactions are made and signed here,
/// and receipts are verified here, against the members' keys that the caller has pinned. Every method throws a
/// [health.salus.kernel.SalusException] with a code of docs/errors.md when the node refuses or cannot be reached. Safe
/// for use by several threads.
public final class SalusClient implements AutoCloseable {

    private static final String JSON = "application/json";

    private final Transport transport;
    private final ClientConfig config;

    private SalusClient(ClientConfig config) {
        this.transport = new Transport(config);
        this.config = config;
    }

    public static SalusClient of(ClientConfig config) {
        return new SalusClient(config);
    }

    public NodeStatus status() {
        return get("/api/status", NodeStatus.class);
    }

    /// The log as static files, which nobody has to be trusted for: see [health.salus.client.log.LogAudit].
    public LogSource log() {
        return new NodeLog(transport);
    }

    public NetworkMembers network() {
        return get("/api/network", NetworkMembers.class);
    }

    /// What members vote about, or voted about, oldest first.
    public ProposalPage proposals(Optional<String> after) {
        return get("/api/proposals" + Query.EMPTY.and("after", after), ProposalPage.class);
    }

    public Proposal proposal(String id) {
        return get("/api/proposals/" + escaped(id), Proposal.class);
    }

    /// What this node holds against members.
    public MemberReports reports() {
        return get("/api/reports", MemberReports.class);
    }

    /// A report's file (docs/formats/report.md), to be verified by whoever means to rely on it.
    public Octets report(String id) {
        return transport
                .send(Request.get("/api/reports/" + escaped(id), "text/plain"))
                .body();
    }

    public Me me() {
        return get("/api/me", Me.class);
    }

    /// Organisations whose name contains the text.
    public Organisations organisations(String name, Optional<String> after) {
        return get("/api/organisations" + Query.of("name", name).and("after", after), Organisations.class);
    }

    /// Whom an organisation registered: the caller's own, or with `organisation` another that its node hosts.
    public PrincipalPage principals(Optional<OrganisationId> organisation, Optional<String> after) {
        Query query = Query.EMPTY
                .and("organisation", organisation.map(OrganisationId::value))
                .and("after", after);
        return get("/api/principals" + query, PrincipalPage.class);
    }

    public Principal principal(PrincipalId principal) {
        return get("/api/principals/" + escaped(principal.value()), Principal.class);
    }

    /// Patients of the caller's own organisation by an identifier, `system|value` as FHIR has it. It goes in the body:
    /// addresses end up in logs.
    public Subjects subjects(String identifier) {
        Octets body = Octets.wrap(ApiJson.write(new SubjectSearch(identifier)));
        Request request = Request.post("/api/subjects/_search", JSON, body)
                .with("Accept", JSON)
                .repeatable();
        return ApiJson.read(Subjects.class, transport.send(request).body().toArray());
    }

    public Subject subject(SubjectId subject) {
        return get("/api/subjects/" + subject.value(), Subject.class);
    }

    /// Who read, or was refused, what of a patient's record, newest first.
    public Accesses accesses(SubjectId subject, Optional<Instant> from, Optional<Instant> to, Optional<String> after) {
        Query period = Query.EMPTY.and("from", from).and("to", to).and("after", after);
        return get("/api/subjects/" + subject.value() + "/accesses" + period, Accesses.class);
    }

    /// Opens a patient's record for a purpose; refused when no permission covers it.
    public Session openSession(SessionRequest request) {
        Octets body = Octets.wrap(ApiJson.write(request));
        Answer answer = transport.send(Request.post("/api/sessions", JSON, body).with("Accept", JSON));
        return ApiJson.read(Session.class, answer.body().toArray());
    }

    /// Ends a session before its time.
    public void closeSession(SessionId session) {
        transport.send(Request.delete("/api/sessions/" + session.value()));
    }

    /// Every consent that was ever given or drafted by a patient, oldest first.
    public Consents consents(SubjectId subject) {
        return get("/api/subjects/" + subject.value() + "/consents", Consents.class);
    }

    /// The proof of what the ledger has now about a consent, or about one version of it, in the text form of a receipt:
    /// see [health.salus.client.state.ConsentState].
    public String consentProof(SubjectId subject, String consent, Optional<Long> version) {
        String path = "/api/subjects/" + subject.value() + "/consents/" + escaped(consent)
                + version.map(number -> "/versions/" + number).orElse("") + "/proof";
        return transport.send(Request.get(path, "text/plain")).body().toUtf8();
    }

    /// The versions of a record with the transactions that hold their commitments.
    public RecordVersions recordVersions(String type, String id) {
        return get(recordPath(type, id), RecordVersions.class);
    }

    /// What opens the commitment to one version of a record.
    public DocumentOpening opening(String type, String id, long version) {
        return get(versionPath(type, id, version) + "/opening", DocumentOpening.class);
    }

    /// The exact bytes of one version of a record, as they were committed to: without the server's `meta`.
    public Octets content(String type, String id, long version) {
        Request request = Request.get(versionPath(type, id, version) + "/content", "application/fhir+json");
        return transport.send(request).body();
    }

    /// The caller's bearer token, for a program that speaks to the node itself; empty for somebody who is nobody.
    public Optional<AccessToken> token() {
        return transport.token();
    }

    public Administration administration() {
        return new Administration(transport);
    }

    public Transactions transactions() {
        return new Transactions(transport, config);
    }

    /// The consortium's own rules.
    public Rules rules() {
        return new Rules(transport);
    }

    /// The FHIR R4 interface of the node, as raw bytes.
    public Fhir fhir() {
        return new Fhir(transport);
    }

    private static String recordPath(String type, String id) {
        return "/api/records/" + escaped(type) + "/" + escaped(id) + "/versions";
    }

    private static String versionPath(String type, String id, long version) {
        return recordPath(type, id) + "/" + version;
    }

    private <T extends Record> T get(String path, Class<T> type) {
        Answer answer = transport.send(Request.get(path, JSON));
        return ApiJson.read(type, answer.body().toArray());
    }

    static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        transport.close();
    }
}
