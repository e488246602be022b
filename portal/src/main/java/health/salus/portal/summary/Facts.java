package health.salus.portal.summary;

import health.salus.portal.summary.Summary.Fact;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Collects the labelled details of one resource, leaving out what is absent.
final class Facts {

    private final ZoneId zone;
    private final Locale locale;
    private final Phrases phrases;
    private final List<Fact> facts = new ArrayList<>();

    Facts(ZoneId zone, Locale locale, Phrases phrases) {
        this.zone = zone;
        this.locale = locale;
        this.phrases = phrases;
    }

    Phrases phrases() {
        return phrases;
    }

    Facts add(String label, Optional<String> value) {
        value.ifPresent(text -> facts.add(new Fact(label, List.of(text))));
        return this;
    }

    Facts addAll(String label, List<String> values) {
        List<String> distinct = values.stream().distinct().toList();
        if (!distinct.isEmpty()) {
            facts.add(new Fact(label, distinct));
        }
        return this;
    }

    Facts when(String label, Optional<FhirMoment> moment) {
        return add(label, moment.map(m -> m.format(zone, locale)));
    }

    /// A FHIR Period as `start – end`.
    Facts period(String label, Resource period) {
        Optional<String> start = period.moment("start").map(m -> m.format(zone, locale));
        Optional<String> end = period.moment("end").map(m -> m.format(zone, locale));
        if (start.isPresent() && end.isPresent()) {
            return add(label, Optional.of(start.get() + " – " + end.get()));
        }
        return add(label, start.or(() -> end));
    }

    List<Fact> toList() {
        return facts;
    }
}
