package health.salus.kernel;

///  The closed table of everything that Salus answers other than success. docs/errors.md is generated from it.
///
///  The names are part of the ledger's formats: a name may be added, never changed or reused.
public enum ErrorCode {
    // The caller sent something that cannot be used.
    MALFORMED(Kind.CALLER, 400, "Correct the input at the place named in the detail and send it again."),
    NOT_CANONICAL(Kind.CALLER, 400, "Encode as deterministic CBOR (RFC 8949 section 4.2) and send it again."),
    UNSUPPORTED_VERSION(Kind.CALLER, 400, "Use a version that the detail lists, or update this software."),
    TOO_LARGE(Kind.CALLER, 413, "Split the input into smaller parts; the limit is named in the detail."),
    TOO_DEEP(Kind.CALLER, 400, "Flatten the nesting; the limit is named in the detail."),
    UNSUPPORTED_MEDIA_TYPE(Kind.CALLER, 415, "Send application/fhir+json or application/fhir+xml."),
    NOT_ACCEPTABLE(Kind.CALLER, 406, "Accept application/fhir+json or application/fhir+xml."),
    INVALID_STRUCTURE(
            Kind.CALLER, 422, "Correct the elements that the OperationOutcome names; the structure is FHIR R4's."),
    CONSENT_NOT_ENFORCEABLE(
            Kind.CALLER,
            422,
            "Say it with what is enforced (docs/design/fhir.md), at the places that the OperationOutcome names; or keep"
                    + " it as a draft without a rule, with `Prefer: handling=lenient`."),
    INVALID_RULE(
            Kind.CALLER,
            422,
            "Correct the rule at what the detail names; salus rule check FILE tells before it is proposed."),
    UNRESOLVED_REFERENCE(Kind.CALLER, 422, "Send what is referred to first, or in the same transaction."),
    UNSUPPORTED_PARAMETER(
            Kind.CALLER, 400, "Leave the parameter out, or see the CapabilityStatement for what is supported."),
    WRONG_NETWORK(Kind.CALLER, 400, "Send the transaction to the network whose id it carries."),
    BAD_SIGNATURE(
            Kind.CALLER,
            401,
            "Sign with the key that is named in the transaction; check that the bytes were not changed."),
    UNKNOWN_KEY(Kind.CALLER, 401, "Register the key first, or use one that is in force."),
    REVOKED_KEY(Kind.CALLER, 401, "Use another key of the same principal; this one was revoked."),
    EXPIRED(Kind.CALLER, 409, "Make and sign the transaction anew: its validity window has passed."),
    NOT_YET_VALID(Kind.CALLER, 409, "Wait until the validity window opens, or check this computer's clock."),
    WINDOW_TOO_LONG(Kind.CALLER, 400, "Choose a validity window within the network's limit, named in the detail."),
    REPLAYED(Kind.CALLER, 409, "Nothing to do: the same transaction is already in the log; ask for its receipt."),
    UNAUTHENTICATED(Kind.CALLER, 401, "Get a token from the authorization server and send it as a bearer token."),
    INSUFFICIENT_SCOPE(Kind.CALLER, 403, "Ask for a token with the scope named in the detail."),
    TOKEN_FOR_ANOTHER_PATIENT(Kind.CALLER, 403, "Use a token whose patient context is the patient of this record."),
    TOO_MANY_REQUESTS(Kind.CALLER, 429, "Wait for the time in Retry-After, then try again."),

    // What a log asks of a witness (C2SP tlog-witness).
    UNKNOWN_LOG(Kind.CALLER, 404, "Ask the operators of this node to witness the log: they need its key or members."),
    LOG_NOT_SIGNED(
            Kind.CALLER,
            403,
            "Send a checkpoint that the log's key or members signed, without a false line in their names."),
    LOG_NOT_CONSISTENT(
            Kind.CALLER,
            422,
            "Send the consistency proof from the old size; where there is none, the log is not the one that was"
                    + " witnessed."),

    // The contracts, or the permission of a patient, say no.
    NOT_AUTHORISED(
            Kind.REFUSED, 403, "Let somebody do it who may; docs/design/contracts.md says who may give which command."),
    UNKNOWN_CONTRACT(Kind.REFUSED, 400, "Use a contract and command of this network's version."),
    UNKNOWN_SUBJECT(Kind.REFUSED, 404, "Enrol the patient first, or check the pseudonym."),
    UNKNOWN_PRINCIPAL(Kind.REFUSED, 404, "Register the principal first."),
    UNKNOWN_ORGANISATION(Kind.REFUSED, 404, "Register the organisation first."),
    UNKNOWN_MEMBER(Kind.REFUSED, 404, "Name a member of this network."),
    UNKNOWN_CONSENT(Kind.REFUSED, 404, "List the consents of this patient and name one of them."),
    UNKNOWN_SESSION(Kind.REFUSED, 404, "Open an access session first."),
    UNKNOWN_CUSTODIAN_SET(Kind.REFUSED, 404, "Name a custodian set of this network."),
    CUSTODIAN_SET_SUPERSEDED(
            Kind.REFUSED, 409, "Seal the segments for the custodian set that is in force now, and send them there."),
    UNKNOWN_RULE(Kind.REFUSED, 404, "List the rules with salus rule list, and name one of them and its version."),
    RULE_FAILED(
            Kind.REFUSED,
            409,
            "Try the rule that the detail names on these values (salus rule try), and propose a version that decides."),
    ALREADY_EXISTS(Kind.REFUSED, 409, "Choose another identifier, or use what exists."),
    SIGNATURE_REQUIRED(
            Kind.REFUSED, 403, "Sign with the principal's own key: a node's assertion is not enough for this."),
    WRONG_PRINCIPAL_KIND(Kind.REFUSED, 409, "Name a principal of the kind that the detail asks for."),
    LINK_CONFLICT(
            Kind.REFUSED, 409, "Check the evidence: two pseudonyms with different patients bound are two people."),
    CLOSED_BY_PATIENT(Kind.REFUSED, 403, "Ask the patient to open the care relation again."),
    NO_CARE_RELATION(Kind.REFUSED, 403, "Register the care relation of your organisation with this patient first."),
    CONSENT_DENIED(
            Kind.REFUSED,
            403,
            "Ask the patient to permit this purpose for your organisation; the refusal was recorded."),
    NOT_A_DRAFT(Kind.REFUSED, 409, "Read the consent again: the draft was signed, replaced or withdrawn."),
    SIGNED_BY_PATIENT(Kind.REFUSED, 403, "Ask the patient to sign: paper does not undo what the patient signed."),
    EMERGENCY_NOT_PERMITTED(
            Kind.REFUSED, 403, "Let a practitioner open the emergency session, for emergency treatment."),
    WRONG_READER(Kind.REFUSED, 403, "Record a disclosure under the session of the person who saw it."),
    PURPOSE_NOT_PERMITTED(Kind.REFUSED, 403, "Ask for a purpose that the patient permitted; the refusal was recorded."),
    SESSION_EXPIRED(Kind.REFUSED, 403, "Open a new access session."),
    SESSION_REVOKED(Kind.REFUSED, 403, "The patient withdrew the permission; ask the patient for a new one."),
    NOT_COVERED_BY_SESSION(
            Kind.REFUSED, 403, "Open a session that covers this kind of record; the patient may have to permit it."),
    NOT_AUTHOR(
            Kind.REFUSED,
            403,
            "Let the organisation that wrote the resource change it, or write an amendment beside it."),
    SUBJECT_MISMATCH(Kind.REFUSED, 409, "Write the change under the patient whom the resource is about."),
    VERSION_CONFLICT(Kind.REFUSED, 412, "Read the current version, apply your change to it and send it with its ETag."),
    CONDITION_RACED(
            Kind.REFUSED, 409, "Search again: another writer met the same condition at the same time; then retry."),
    ALREADY_DECIDED(Kind.REFUSED, 409, "Nothing to do, or make a new proposal: this one is open no longer."),
    NOT_ACKNOWLEDGED(Kind.REFUSED, 503, "Retry: too few custodians have acknowledged the pieces."),
    LIMIT_EXCEEDED(Kind.REFUSED, 409, "Stay within the network's limit, named in the detail."),
    ERASED(Kind.REFUSED, 410, "Nothing to do: the record was erased for good; its erasure certificate says by whom."),
    WRONG_PIECE(
            Kind.REFUSED,
            422,
            "Seal the segment anew: a custodian found that its fragment or key share contradicts the manifest."),
    ABORTED(Kind.REFUSED, 409, "Another command of the same atomic transaction was refused; correct that one."),

    // What was asked for is not there.
    NOT_FOUND(Kind.CALLER, 404, "Check the identifier; what is not permitted is also not found in a search."),
    DELETED(Kind.CALLER, 410, "Read an earlier version from the history."),
    METHOD_NOT_ALLOWED(Kind.CALLER, 405, "See the CapabilityStatement for the interactions of this resource type."),
    MULTIPLE_MATCHES(Kind.CALLER, 412, "Make the condition selective enough to match one resource."),

    // The world failed; nothing that was acknowledged is lost.
    UNREACHABLE(
            Kind.UNAVAILABLE,
            503,
            "Check the address, and that the node runs (salus status); what was sent may be sent again."),
    NOT_ACTIVE(
            Kind.UNAVAILABLE, 503, "Wait until the node has joined consensus, then retry; see salus network status."),
    NO_QUORUM(Kind.UNAVAILABLE, 503, "Retry when more than two thirds of the members are reachable again."),
    OVERLOADED(Kind.UNAVAILABLE, 503, "Retry after a short, growing pause."),
    CUSTODIANS_UNREACHABLE(Kind.UNAVAILABLE, 503, "Retry when the members named in the detail are reachable again."),
    ARCHIVE_UNREACHABLE(
            Kind.UNAVAILABLE,
            503,
            "Retry when the archive of old blocks answers again, or ask another member's node; the detail names the"
                    + " place."),
    NOT_FINAL_YET(
            Kind.UNAVAILABLE,
            503,
            "Retry with the same idempotency key or transaction: it is harmless; the outcome is not known yet."),
    STORAGE_FULL(
            Kind.UNAVAILABLE,
            507,
            "Free space on the data volume; the node resumes by itself. Nothing acknowledged is lost."),
    STORAGE_FAILED(Kind.UNAVAILABLE, 503, "Look at the node's log for the file that failed; run salus fsck."),
    CORRUPT(
            Kind.UNAVAILABLE,
            500,
            "Run salus fsck: it names the file and place; let the node repair from the other members."),
    HALTED(
            Kind.UNAVAILABLE,
            503,
            "Use another member's node; this one stopped executing: correct what its status names and restart it."),
    TIMEOUT(Kind.UNAVAILABLE, 503, "Retry; the operation did not answer in time."),

    // A defect of Salus, or of a configuration.
    CONFIGURATION(Kind.CALLER, 500, "Correct the configuration at what the detail names, and start again."),
    DIVERGED(Kind.INTERNAL, 500, "Keep the node stopped and its data; send the evidence file to the other members."),
    NOT_PROVEN(
            Kind.INTERNAL,
            500,
            "Do not rely on the answer: keep the receipt, check which members you trust, and show it to them."),
    INTERNAL(Kind.INTERNAL, 500, "Report this with the reference in the answer; the node's log has the cause.");

    ///  Whose turn it is after an error of this kind.
    public enum Kind {
        ///  The caller changes the request.
        CALLER,
        ///  The rules or the patient refuse; the refusal leaves a proof.
        REFUSED,
        ///  The same request may succeed later.
        UNAVAILABLE,
        ///  A defect.
        INTERNAL
    }

    private final Kind kind;
    private final int httpStatus;
    private final String nextStep;

    ErrorCode(Kind kind, int httpStatus, String nextStep) {
        this.kind = kind;
        this.httpStatus = httpStatus;
        this.nextStep = nextStep;
    }

    public Kind kind() {
        return kind;
    }

    public int httpStatus() {
        return httpStatus;
    }

    ///  What to do next, in one or two sentences for a person.
    public String nextStep() {
        return nextStep;
    }

    public boolean retryable() {
        return kind == Kind.UNAVAILABLE
                || this == CONDITION_RACED
                || this == TOO_MANY_REQUESTS
                || this == NOT_ACKNOWLEDGED
                || this == CUSTODIAN_SET_SUPERSEDED;
    }
}
