package health.salus.portal.summary;

import health.salus.portal.summary.Summaries.Body;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a record says about the person it is about.
final class PersonFacts {

    private PersonFacts() {}

    static Body patient(Resource patient, Facts facts) {
        facts.when("born", patient.moment("birthDate"))
                .add("sex", patient.text("gender"))
                .addAll(
                        "address",
                        patient.each("address").stream()
                                .map(PersonFacts::address)
                                .filter(line -> !line.isBlank())
                                .toList())
                .addAll(
                        "telecom",
                        patient.each("telecom").stream()
                                .flatMap(each -> each.text("value").stream())
                                .toList());
        return Body.titled(name(patient));
    }

    private static Optional<String> name(Resource patient) {
        return patient.each("name").stream()
                .map(name -> name.text("text")
                        .orElseGet(() ->
                                joined(Stream.concat(name.texts("given").stream(), name.text("family").stream()), " ")))
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    private static String address(Resource address) {
        return address.text("text")
                .orElseGet(() -> joined(
                        Stream.of(
                                        address.texts("line"),
                                        address.text("postalCode").stream().toList(),
                                        address.text("city").stream().toList(),
                                        address.text("country").stream().toList())
                                .flatMap(java.util.List::stream),
                        ", "));
    }

    private static String joined(Stream<String> parts, String between) {
        return parts.collect(Collectors.joining(between));
    }
}
