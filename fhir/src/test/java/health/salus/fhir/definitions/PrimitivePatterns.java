package health.salus.fhir.definitions;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.StructureDefinition.StructureDefinitionKind;

/// The regular expressions by which HL7's definitions describe the primitive types.
public final class PrimitivePatterns {
    private static final String REGEX = "http://hl7.org/fhir/StructureDefinition/regex";

    private PrimitivePatterns() {}

    public static Map<String, Pattern> byType() {
        Map<String, Pattern> patterns = new TreeMap<>();
        for (var type : new R4Definitions().structures(StructureDefinitionKind.PRIMITIVETYPE)) {
            for (var element : type.getSnapshot().getElement()) {
                if (element.getPath().endsWith(".value")
                        && element.getTypeFirstRep().hasExtension(REGEX)) {
                    String regex = element.getTypeFirstRep().getExtensionString(REGEX);
                    patterns.put(type.getType(), Pattern.compile(regex));
                }
            }
        }
        return patterns;
    }
}
