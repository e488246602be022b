package health.salus.fhir.consent;

import health.salus.contracts.consent.ConsentId;
import health.salus.fhir.FhirException;
import health.salus.fhir.party.Parties;
import health.salus.fhir.record.Change;
import health.salus.fhir.record.ConsentLedger;
import health.salus.fhir.record.ConsentStep;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.structure.Issue;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import java.util.List;
import java.util.Optional;

/// What becomes of a Consent that is stored with a token: its rule is read, and waits on the ledger as a draft until
/// somebody signs it (docs/decisions/0061). One that cannot be enforced as it is written is refused, since nobody is to
/// believe that something is enforced which is not; a sender who says that it knows has it kept as a draft without a
/// rule, which nobody can sign.
public final class ConsentIntake {
    private static final String TYPE = "Consent";

    private final ConsentReader reader;
    private final ConsentLedger ledger;

    public ConsentIntake(Parties parties, ConsentLedger ledger) {
        reader = new ConsentReader(parties);
        this.ledger = ledger;
    }

    /// The content with what the ledger is told. Of any other type, or scope, it stays as it is.
    ///
    /// @param location where the resource stands in a Bundle; empty where it stands alone
    /// @param lenient whether a rule that cannot be enforced is kept, where the ledger has none under its id
    public Change.Content accept(ResourceId id, Change.Content content, String location, boolean lenient) {
        if (!id.type().equals(TYPE)) {
            return content;
        }
        return switch (reader.read(new ConsentId(id.id()), content.json().toArray())) {
            case ConsentReading.Enforceable rule ->
                with(
                        content,
                        rule.draft() ? content.json() : ConsentBytes.withStatus(content.json(), "draft"),
                        new ConsentStep.Draft(rule.root(), rule.document()));
            case ConsentReading.Ended _ -> with(content, content.json(), new ConsentStep.End());
            case ConsentReading.OtherScope _ -> content;
            case ConsentReading.Unenforceable kept
            when lenient && kept.proposed() && isNew(id) ->
                with(content, ConsentBytes.withStatus(content.json(), "draft"), new ConsentStep.Nothing());
            case ConsentReading.Unenforceable refused ->
                throw new FhirException(ErrorCode.CONSENT_NOT_ENFORCEABLE, placed(refused.issues(), location));
        };
    }

    /// A document beside a rule of the same name would be taken for that rule.
    private boolean isNew(ResourceId id) {
        return ledger.find(id.id()).isEmpty();
    }

    private static Change.Content with(Change.Content content, Octets json, ConsentStep step) {
        return new Change.Content(json, content.subjects(), content.identifiers(), Optional.of(step));
    }

    private static List<Issue> placed(List<Issue> issues, String location) {
        if (location.isEmpty()) {
            return issues;
        }
        return issues.stream()
                .map(issue -> new Issue(
                        issue.severity(),
                        issue.type(),
                        location + issue.location().substring(TYPE.length()),
                        issue.offset(),
                        issue.text()))
                .toList();
    }
}
