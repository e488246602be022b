package health.salus.node.fhir;

import health.salus.contracts.records.RecordsCommand;
import health.salus.contracts.records.RecordsCommand.WriteRecords;
import health.salus.contracts.records.SegmentRegistration;
import health.salus.fhir.record.Candidates;
import health.salus.fhir.record.StoredResource;
import health.salus.kernel.Octets;
import health.salus.kernel.SegmentId;
import health.salus.ledger.block.BlockWriter.WrittenBlock;
import health.salus.ledger.execution.ExecutedTransaction;
import health.salus.node.local.LocalStore;
import health.salus.node.local.LocalStore.Space;
import health.salus.node.replica.Replica;
import health.salus.platform.records.RecordReader;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.CommandOutcome;
import java.util.ArrayList;
import java.util.List;

/// Finds what is about no patient: practitioners, organisations, value sets of all members. Follows the blocks and
/// remembers the directory segments; their content stays in the vault.
final class DirectorySearch implements Replica.BlockListener {

    private static final String RECORDS = "records";

    private final LocalStore store;
    private final RecordReader reader;

    DirectorySearch(LocalStore store, RecordReader reader) {
        this.store = store;
        this.reader = reader;
    }

    @Override
    public void onBlock(WrittenBlock block) {
        for (ExecutedTransaction each : block.executed().transactions()) {
            List<Command> commands = each.transaction().transaction().commands();
            for (int i = 0; i < commands.size(); i++) {
                boolean accepted = each.outcome().commands().get(i) instanceof CommandOutcome.Accepted;
                if (accepted
                        && commands.get(i).contract().equals(RECORDS)
                        && RecordsCommand.FORMAT.decode(commands.get(i)) instanceof WriteRecords write
                        && write.subject().isEmpty()) {
                    write.segments().forEach(this::remember);
                }
            }
        }
    }

    private void remember(SegmentRegistration segment) {
        store.put(Space.DIRECTORY, Octets.utf8(segment.segment().value()), Octets.EMPTY);
    }

    List<StoredResource> search(Candidates wanted) {
        List<SegmentId> segments = new ArrayList<>();
        store.forEach(Space.DIRECTORY, (key, _) -> segments.add(new SegmentId(key.toUtf8())));
        return reader.directory(segments, wanted.type()::equals).stream()
                .filter(each -> wanted.ids().isEmpty() || wanted.ids().contains(each.id()))
                .map(PlatformRecordService::stored)
                .toList();
    }
}
