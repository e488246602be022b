package health.salus.node.fhir;

import health.salus.fhir.bundle.ConditionalSearch;
import health.salus.fhir.record.Caller;
import health.salus.fhir.record.IdentifierToken;
import health.salus.fhir.record.RecordService;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.search.QueryParameter;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.util.List;
import java.util.Optional;

/// Answers conditions by identifier, which is what imports use, network-wide.
public final class IdentifierSearch implements ConditionalSearch {

    private final RecordService records;

    public IdentifierSearch(RecordService records) {
        this.records = records;
    }

    @Override
    public List<ResourceId> matches(Caller caller, String type, String query) {
        for (QueryParameter parameter : QueryParameter.parse(query)) {
            if (parameter.name().equals("identifier")) {
                return records.holders(caller, type, token(parameter.value()));
            }
        }
        throw new SalusException(ErrorCode.UNSUPPORTED_PARAMETER, "a condition names an identifier");
    }

    private static IdentifierToken token(String value) {
        int bar = value.indexOf('|');
        return bar <= 0
                ? new IdentifierToken(Optional.empty(), value.substring(bar + 1))
                : new IdentifierToken(Optional.of(value.substring(0, bar)), value.substring(bar + 1));
    }
}
