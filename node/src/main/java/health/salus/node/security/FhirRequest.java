package health.salus.node.security;

import health.salus.fhir.record.Interaction;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a request to the FHIR API is about, read from its method and address alone (FHIR R4, RESTful API).
///
/// @param type a resource type, or `*` for the whole system
/// @param interactions what a scope has to allow: all of them
/// @param patients the patients that the address names
record FhirRequest(String type, Set<Interaction> interactions, List<String> patients) {

    private static final String BASE = "/fhir";
    private static final String ANY = "*";

    /// Search parameters that name the patient of a record.
    private static final List<String> PATIENT_PARAMETERS = List.of("patient", "subject", "beneficiary");

    /// A batch or transaction: what its entries need, the FHIR API checks entry by entry.
    boolean isBundle() {
        return interactions.isEmpty();
    }

    static FhirRequest of(HttpServletRequest request) {
        String address = request.getServletPath()
                + Optional.ofNullable(request.getPathInfo()).orElse("");
        List<String> path = Arrays.stream(address.substring(BASE.length()).split("/"))
                .filter(segment -> !segment.isEmpty())
                .toList();
        String type = path.isEmpty() || !Character.isUpperCase(path.getFirst().charAt(0)) ? ANY : path.getFirst();
        return new FhirRequest(type, interactions(request.getMethod(), path), patients(request, path));
    }

    private static Set<Interaction> interactions(String method, List<String> path) {
        if (path.stream().anyMatch(segment -> segment.startsWith("$"))) {
            return Set.of(Interaction.READ, Interaction.SEARCH);
        }
        boolean instance = path.size() > 1 && !path.get(1).startsWith("_");
        return switch (method) {
            case "GET", "HEAD" -> Set.of(instance ? Interaction.READ : Interaction.SEARCH);
            case "POST" ->
                path.isEmpty()
                        ? Set.of()
                        : Set.of(path.getLast().equals("_search") ? Interaction.SEARCH : Interaction.CREATE);
            case "PUT", "PATCH" -> Set.of(Interaction.UPDATE);
            case "DELETE" -> Set.of(Interaction.DELETE);
            default -> Set.of(Interaction.values());
        };
    }

    private static List<String> patients(HttpServletRequest request, List<String> path) {
        Stream<String> named = path.size() > 1
                        && path.getFirst().equals("Patient")
                        && !path.get(1).startsWith("_")
                ? Stream.of(path.get(1))
                : Stream.empty();
        // Of the query alone: a form body belongs to whoever reads it later.
        Stream<String> searched = Optional.ofNullable(request.getQueryString()).stream()
                .flatMap(query -> Arrays.stream(query.split("&")))
                .flatMap(FhirRequest::patientOf);
        return Stream.concat(named.filter(id -> !id.startsWith("$")), searched).toList();
    }

    /// `patient=Patient/1,2` names two patients; `subject=Group/1` names none.
    private static Stream<String> patientOf(String pair) {
        int equals = pair.indexOf('=');
        if (equals < 0) {
            return Stream.empty();
        }
        String name = decoded(pair.substring(0, equals));
        String plain = name.split("[.:]", 2)[0];
        boolean typed = name.contains(":") && !name.endsWith(":Patient");
        if (!PATIENT_PARAMETERS.contains(plain) || name.contains(".") || typed) {
            return Stream.empty();
        }
        return Arrays.stream(decoded(pair.substring(equals + 1)).split(","))
                .filter(value -> !value.isEmpty() && !value.startsWith("Group/") && !value.startsWith("Device/"))
                .map(value -> value.substring(value.lastIndexOf('/') + 1));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
