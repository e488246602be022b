package health.salus.node.fhir;

import health.salus.contracts.consent.ConsentCommand;
import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.ConsentRecord;
import health.salus.contracts.consent.Consents;
import health.salus.contracts.consent.Evidence;
import health.salus.contracts.consent.Provision;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.ResourceVersion;
import health.salus.contracts.records.ResourceVersions;
import health.salus.contracts.records.SegmentRecord;
import health.salus.contracts.records.Segments;
import health.salus.fhir.bundle.ResourceIds;
import health.salus.fhir.record.Caller;
import health.salus.fhir.record.Change;
import health.salus.fhir.record.ConsentStep;
import health.salus.fhir.record.ResourceId;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.StateReader;
import health.salus.proof.transaction.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the ledger is told when Consents are stored or deleted: a rule that waits for its signature, or an end. It
/// stands in the same transaction as the record, so neither is without the other.
record ConsentCommands(StateReader state, Caller caller) {

    List<Command> of(List<Change> changes) {
        List<Command> commands = new ArrayList<>();
        for (Change change : changes) {
            if (change.id().type().equals("Consent")) {
                command(change).map(ConsentCommand.FORMAT::encode).ifPresent(commands::add);
            }
        }
        return commands;
    }

    private Optional<ConsentCommand> command(Change change) {
        ConsentId id = new ConsentId(change.id().id());
        return switch (change) {
            case Change.Create create -> stored(id, create.content());
            case Change.Update update -> stored(id, update.content());
            case Change.Delete _ -> known(change.id()).flatMap(this::end);
        };
    }

    private Optional<ConsentCommand> stored(ConsentId id, Change.Content content) {
        if (content.consent().isEmpty()) {
            return Optional.empty();
        }
        SubjectId subject = ResourceIds.subjectOf(content.subjects().patients().getFirst());
        Optional<ConsentRecord> known = Consents.of(state).find(subject, id);
        return switch (content.consent().get()) {
            case ConsentStep.Draft(Provision root, Optional<Digest> document) ->
                Optional.of(new ConsentCommand.GiveConsent(
                        id, subject, known.map(ConsentRecord::latest).orElse(0L) + 1, root, evidence(document)));
            case ConsentStep.Nothing() -> {
                // One that came meanwhile: a document beside it would be taken for its rule.
                if (known.isPresent()) {
                    throw new SalusException(
                            ErrorCode.CONSENT_NOT_ENFORCEABLE, "the ledger has a consent of this id by now");
                }
                yield Optional.empty();
            }
            case ConsentStep.End() -> known.flatMap(this::end);
        };
    }

    /// A scan that staff send is what they attest; from anybody else the patient's own signature is to come.
    private Evidence evidence(Optional<Digest> document) {
        boolean staff = Directory.of(state)
                .principal(caller.principal())
                .filter(found -> found.kind().representsOrganisation())
                .isPresent();
        return document.filter(_ -> staff).<Evidence>map(Evidence.Paper::new).orElseGet(Evidence.Signed::new);
    }

    /// Of the patient whose record has the Consent; of one that only the ledger has, whoever first gave it.
    private Optional<ConsentRecord> known(ResourceId resource) {
        ConsentId id = new ConsentId(resource.id());
        Optional<ResourceVersion> recorded =
                ResourceVersions.of(state).current(ResourceKey.of(resource.type(), resource.id()));
        if (recorded.isEmpty()) {
            return Consents.of(state).find(id);
        }
        // A record that is nobody's has no consent, whoever else has given one of this id.
        return recorded.flatMap(version -> Segments.of(state).find(version.segment()))
                .flatMap(SegmentRecord::subject)
                .flatMap(subject -> Consents.of(state).find(subject, id));
    }

    private Optional<ConsentCommand> end(ConsentRecord consent) {
        if (caller.patient().filter(own -> !own.equals(consent.subject())).isPresent()) {
            throw new SalusException(ErrorCode.TOKEN_FOR_ANOTHER_PATIENT, "the token is for another patient");
        }
        boolean stands = consent.inForce().isPresent() || consent.draft().isPresent();
        return stands
                ? Optional.of(
                        new ConsentCommand.WithdrawConsent(consent.id(), consent.subject(), new Evidence.Signed()))
                : Optional.empty();
    }
}
