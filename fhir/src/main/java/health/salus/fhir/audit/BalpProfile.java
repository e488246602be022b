package health.salus.fhir.audit;

import java.util.List;
import java.util.Optional;

/// Which profile of IHE BALP 1.1 an event keeps to, where it keeps to one: they are for what succeeded, between a known
/// client and a known server, about one resource or one search.
final class BalpProfile {
    private static final String PREFIX = AuditCodes.BALP + "StructureDefinition/IHE.BasicAudit.";

    private BalpProfile() {}

    static Optional<String> of(AccessEvent event) {
        if (event.client().isEmpty()) {
            return Optional.empty();
        }
        boolean patient = event.shown().patient().isPresent();
        if (event.activity() == Activity.DECISION) {
            boolean decided = event.actor().principal().isPresent()
                    && consented(event.shown().resources());
            return decided && patient ? Optional.of(PREFIX + "AuthZconsent") : Optional.empty();
        }
        boolean one = event.activity() == Activity.SEARCH
                ? event.shown().query().isPresent()
                : event.shown().resources().size() == 1;
        if (!event.succeeded() || !one) {
            return Optional.empty();
        }
        return name(event.activity()).map(name -> PREFIX + (patient ? "Patient" : "") + name);
    }

    private static boolean consented(List<String> resources) {
        return !resources.isEmpty() && resources.stream().allMatch(resource -> resource.startsWith("Consent/"));
    }

    private static Optional<String> name(Activity activity) {
        return switch (activity) {
            case READ, VREAD -> Optional.of("Read");
            case SEARCH -> Optional.of("Query");
            case CREATE -> Optional.of("Create");
            case UPDATE -> Optional.of("Update");
            case DELETE -> Optional.of("Delete");
            case HISTORY, DECISION, SUBMISSION -> Optional.empty();
        };
    }
}
