package health.salus.cli.record;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A record by type and id, perhaps one version of it, as FHIR writes references.
record Reference(String type, String id, Optional<String> version) {

    /// Reads `Type/id`, `Type/id/_history/2` or `Type/id/2`.
    static final class Converter implements ITypeConverter<Reference> {

        private static final Pattern PATTERN =
                Pattern.compile("([A-Za-z]{1,64})/([A-Za-z0-9.-]{1,64})(?:/(?:_history/)?([A-Za-z0-9.-]{1,64}))?");

        @Override
        public Reference convert(String text) {
            Matcher matcher = PATTERN.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + text + "' is no record, such as Patient/123 or Patient/123/2");
            }
            return new Reference(matcher.group(1), matcher.group(2), Optional.ofNullable(matcher.group(3)));
        }
    }
}
