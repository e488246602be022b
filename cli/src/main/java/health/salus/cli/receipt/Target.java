package health.salus.cli.receipt;

import health.salus.kernel.Digest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// What a receipt is asked for: a transaction, or a version of a record.
sealed interface Target {

    record OfTransaction(Digest id) implements Target {}

    record OfRecord(String type, String id, Optional<Long> version) implements Target {}

    /// Reads `<64 hex digits>`, `Type/id` or `Type/id/version`.
    final class Converter implements ITypeConverter<Target> {

        private static final Pattern TRANSACTION = Pattern.compile("[0-9a-f]{64}");
        private static final Pattern RECORD =
                Pattern.compile("([A-Za-z]{1,64})/([A-Za-z0-9.-]{1,64})(?:/(?:_history/)?([1-9][0-9]{0,8}))?");

        @Override
        public Target convert(String text) {
            if (TRANSACTION.matcher(text).matches()) {
                return new OfTransaction(Digest.ofHex(text));
            }
            Matcher record = RECORD.matcher(text);
            if (!record.matches()) {
                throw new TypeConversionException("'" + text + "' is neither a transaction (64 hex digits) nor a"
                        + " record (such as Observation/123 or Observation/123/2)");
            }
            return new OfRecord(
                    record.group(1),
                    record.group(2),
                    Optional.ofNullable(record.group(3)).map(Long::valueOf));
        }
    }
}
