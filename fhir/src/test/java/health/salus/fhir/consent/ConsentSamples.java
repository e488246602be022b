package health.salus.fhir.consent;

/// Consents written for the tests.
final class ConsentSamples {
    /// A provision with every condition that is enforced, and an exception.
    static final String EVERYTHING = """
            {"type":"permit","period":{"start":"2026-03-01","end":"2026-03-30"},
             "actor":[{"role":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ParticipationType","code":"IRCP"}]},
               "reference":{"reference":"Organization/clinic","display":"The clinic"}},
              {"role":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ParticipationType","code":"PRCP"}],"text":"reader"},
               "reference":{"reference":"Practitioner/13"}},
              {"role":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ParticipationType","code":"CST"}]},
               "reference":{"reference":"Organization/f001"}}],
             "action":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentaction","code":"access"}]}],
             "securityLabel":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"N"}],
             "purpose":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"TREAT"},
               {"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"HPAYMT"}],
             "class":[{"system":"http://hl7.org/fhir/resource-types","code":"Observation"}],
             "code":[{"coding":[{"system":"http://loinc.org","code":"8867-4"},{"system":"urn:x","code":"pulse"}]}],
             "data":[{"meaning":"instance","reference":{"reference":"Observation/o1"}}],
             "provision":[{"type":"deny",
               "securityLabel":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"PSY"}]}]}
            """;

    private ConsentSamples() {}

    /// A consent around a provision.
    static String consent(String provision) {
        return """
                {"resourceType":"Consent","id":"c1","status":"active",
                 "scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"patient-privacy"}]},
                 "category":[{"coding":[{"system":"http://loinc.org","code":"59284-0"}]}],
                 "patient":{"reference":"Patient/example"},"dateTime":"2026-03-01",
                 "policyRule":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"OPTIN"}]},
                 "provision":%s}
                """.formatted(provision);
    }

    /// An actor with a role and what identifies it.
    static String actor(String role, String reference) {
        int bar = role.indexOf('|');
        return "{\"role\":{\"coding\":[{\"system\":\"%s\",\"code\":\"%s\"}]},\"reference\":{\"reference\":\"%s\"}}"
                .formatted(role.substring(0, bar), role.substring(bar + 1), reference);
    }
}
