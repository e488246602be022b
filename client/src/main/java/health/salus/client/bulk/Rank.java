package health.salus.client.bulk;

/// What has to be there before what: patients' records refer to practitioners, and those to organisations. Told from
/// the type of a file's first resource, since generators write one kind of thing into a file.
enum Rank {
    ORGANISATIONS,
    PRACTITIONERS,
    PATIENTS,
    RECORDS;

    static Rank ofType(String type) {
        return switch (type) {
            case "Organization", "Location", "Endpoint", "HealthcareService" -> ORGANISATIONS;
            case "Practitioner", "PractitionerRole", "ValueSet", "CodeSystem", "Medication" -> PRACTITIONERS;
            case "Patient" -> PATIENTS;
            default -> RECORDS;
        };
    }
}
