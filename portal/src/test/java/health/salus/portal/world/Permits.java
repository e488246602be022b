package health.salus.portal.world;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SubjectId;
import health.salus.portal.Caller;
import health.salus.portal.Organisations;
import health.salus.portal.PaperConsents;
import health.salus.portal.Passkey;
import health.salus.portal.PurposeOfUse;
import health.salus.portal.Receipts.ReceiptId;
import health.salus.portal.RecordKind;
import health.salus.portal.Refusal;
import health.salus.portal.Sharing;
import health.salus.portal.Signing.Preparation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Permissions in memory.
public final class Permits implements Sharing, PaperConsents {

    private final Ledger ledger;
    private final Organisations organisations;
    private final List<Permit> permits = new ArrayList<>();

    public Permits(Ledger ledger, Organisations organisations) {
        this.ledger = ledger;
        this.organisations = organisations;
        reset();
    }

    public synchronized void reset() {
        permits.clear();
        permits.add(permit(
                "permit-1",
                new PermitRequest(
                        Decision.PERMIT,
                        People.LINDEN,
                        PurposeOfUse.TREAT,
                        Set.of(),
                        LocalDate.parse("2026-01-04"),
                        LocalDate.parse("2027-01-03")),
                State.IN_FORCE,
                Attested.BY_PATIENT));
        permits.add(permit(
                "permit-0",
                new PermitRequest(
                        Decision.PERMIT,
                        People.HARBOUR,
                        PurposeOfUse.TREAT,
                        Set.of(RecordKind.MEDICINES, RecordKind.ALLERGIES),
                        LocalDate.parse("2025-06-01"),
                        LocalDate.parse("2025-07-01")),
                State.ENDED,
                Attested.ON_PAPER));
    }

    /// A draft, as another program sends one.
    public synchronized void draft() {
        permits.add(permit(
                "draft-1",
                new PermitRequest(
                        Decision.PERMIT,
                        People.HARBOUR,
                        PurposeOfUse.TREAT,
                        Set.of(),
                        LocalDate.parse("2026-01-04"),
                        LocalDate.parse("2027-01-03")),
                State.DRAFT,
                Attested.BY_PATIENT));
    }

    private Permit permit(String id, PermitRequest terms, State state, Attested attested) {
        String name = organisations.find(terms.organisation()).orElseThrow().name();
        return new Permit(id, 1, terms, name, state, attested, false, Optional.of(new ReceiptId("receipt-" + id)));
    }

    @Override
    public synchronized List<Permit> permits(Caller caller, SubjectId subject) {
        caller.concerning(subject);
        return List.copyOf(permits);
    }

    @Override
    public Preparation preparePermit(Caller caller, SubjectId subject, PermitRequest request, Passkey signer) {
        return new Preparation.Ready(ledger.draft(
                "permit " + request,
                signer,
                () -> add(permit("permit-" + System.nanoTime(), request, State.IN_FORCE, Attested.BY_PATIENT))));
    }

    @Override
    public Preparation prepareWithdrawal(Caller caller, SubjectId subject, String permitId, Passkey signer) {
        return new Preparation.Ready(ledger.draft("withdraw " + permitId, signer, () -> withdraw(permitId)));
    }

    @Override
    public Preparation prepareSignature(
            Caller caller, SubjectId subject, String permitId, long version, Passkey signer) {
        return new Preparation.Ready(ledger.draft("sign " + permitId, signer, () -> sign(permitId)));
    }

    private synchronized void sign(String id) {
        permits.replaceAll(p -> p.id().equals(id) ? in(p, State.IN_FORCE) : p);
    }

    private synchronized void add(Permit permit) {
        permits.addFirst(permit);
    }

    private synchronized void withdraw(String id) {
        permits.replaceAll(p -> p.id().equals(id) ? in(p, State.WITHDRAWN) : p);
    }

    private static Permit in(Permit p, State state) {
        return new Permit(
                p.id(), p.version(), p.terms(), p.organisationName(), state, p.attested(), false, p.receipt());
    }

    @Override
    public Preparation prepare(Caller staff, Consent consent, Passkey signer) {
        if (!consent.subject().equals(People.MARIA)) {
            return new Preparation.Refused(Refusal.of(ErrorCode.UNKNOWN_SUBJECT));
        }
        String id = "permit-" + consent.paper().signedOn();
        return new Preparation.Ready(ledger.draft(
                "attest " + consent,
                signer,
                () -> add(permit(id, consent.request(), State.IN_FORCE, Attested.ON_PAPER))));
    }
}
