package health.salus.fhir.record;

import health.salus.kernel.RandomSource;
import java.util.List;

/// Records that differ from others in what they override only.
public interface ForwardingRecords extends RecordService {
    RecordService records();

    @Override
    default ReadOutcome read(Caller caller, ResourceId resource) {
        return records().read(caller, resource);
    }

    @Override
    default ReadOutcome readVersion(Caller caller, ResourceId resource, long version) {
        return records().readVersion(caller, resource, version);
    }

    @Override
    default HistoryOutcome history(Caller caller, ResourceId resource, HistoryRange range) {
        return records().history(caller, resource, range);
    }

    @Override
    default SearchOutcome search(Caller caller, Candidates wanted, Selection selection) {
        return records().search(caller, wanted, selection);
    }

    @Override
    default List<List<ResourceId>> holders(Caller caller, List<Identified> wanted) {
        return records().holders(caller, wanted);
    }

    @Override
    default Condition condition(String criteria) {
        return records().condition(criteria);
    }

    @Override
    default RandomSource chance(Caller caller, String idempotencyKey) {
        return records().chance(caller, idempotencyKey);
    }

    @Override
    default WriteOutcome write(Caller caller, WriteSet writes) {
        return records().write(caller, writes);
    }

    @Override
    default LedgerRecords ledger() {
        return records().ledger();
    }
}
