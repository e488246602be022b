package health.salus.portal.summary;

import health.salus.portal.RecordKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A resource as a person reads it.
///
/// @param title what it is, in the words of the record
/// @param value the result or outcome, where there is one to show beside the title
/// @param status the FHIR status code as it stands in the record
/// @param attention why a reader should look twice, as the end of a message key; empty for the ordinary
public record Summary(
        RecordKind kind,
        String resourceType,
        Optional<String> title,
        Optional<String> value,
        Optional<FhirMoment> date,
        Optional<String> status,
        Optional<String> attention,
        List<Fact> facts,
        List<Note> notes) {

    /// Statuses that are what a reader expects; showing them would be noise.
    private static final Set<String> ORDINARY = Set.of(
            "final",
            "completed",
            "finished",
            "active",
            "current",
            "confirmed",
            "resolved",
            "inactive",
            "available",
            "entered-in-error");

    public Summary {
        facts = List.copyOf(facts);
        notes = List.copyOf(notes);
    }

    /// The status, where it changes what the entry means. An entry made in error draws attention already.
    public Optional<String> remarkableStatus() {
        return status.filter(code -> !ORDINARY.contains(code));
    }

    /// A labelled detail; `label` is the end of a message key.
    public record Fact(String label, List<String> values) {
        public Fact {
            values = List.copyOf(values);
        }
    }

    /// Running text of the record, such as a clinical note, shown with its line breaks.
    public record Note(String label, String text) {}
}
