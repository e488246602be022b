package health.salus.fhir.rest;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import health.salus.fhir.FhirException;
import health.salus.fhir.structure.IssueType;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;

/// Turns FHIR's XML into its JSON and back, with HAPI's model of R4. Loaded when XML is first asked for.
final class XmlFormat {
    private XmlFormat() {}

    private static final class Loaded {
        static final FhirContext CONTEXT = context();
    }

    private static FhirContext context() {
        FhirContext context = FhirContext.forR4();
        context.setParserErrorHandler(new StrictErrorHandler());
        context.getParserOptions().setStripVersionsFromReferences(false);
        context.getParserOptions().setOverrideResourceIdWithBundleEntryFullUrl(false);
        return context;
    }

    static Octets toJson(Octets xml) {
        try {
            var resource = Loaded.CONTEXT.newXmlParser().parseResource(xml.toUtf8());
            return Octets.utf8(whole(Loaded.CONTEXT.newJsonParser()).encodeResourceToString(resource));
        } catch (DataFormatException e) {
            throw FhirException.of(
                    ErrorCode.MALFORMED, IssueType.STRUCTURE, "", "not FHIR R4 in XML: " + e.getMessage());
        }
    }

    static Octets toXml(Octets json) {
        var resource = Loaded.CONTEXT.newJsonParser().parseResource(json.toUtf8());
        return Octets.utf8(whole(Loaded.CONTEXT.newXmlParser()).encodeResourceToString(resource));
    }

    private static IParser whole(IParser parser) {
        return parser.setPrettyPrint(false).setOmitResourceId(false).setSummaryMode(false);
    }
}
