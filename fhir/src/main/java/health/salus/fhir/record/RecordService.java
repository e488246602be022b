package health.salus.fhir.record;

import health.salus.kernel.RandomSource;
import java.util.List;

/// The records, as the FHIR interface sees them. Sessions, consent, decryption, the ledger and the journal of
/// disclosures lie behind it: whatever a method returns may be shown to the caller and counts as shown.
///
/// A refusal that a caller may expect is a returned value. Methods throw [health.salus.kernel.SalusException] when the
/// world failed (no quorum, custodians out of reach), and block until the answer is known. Safe for many threads.
public interface RecordService {
    /// Chooses what a search shows.
    @FunctionalInterface
    interface Selection {
        /// @param visible resources that the caller may see, in any order
        List<StoredResource> choose(List<StoredResource> visible);
    }

    /// The current version of a resource.
    ReadOutcome read(Caller caller, ResourceId resource);

    /// One version of a resource. A version that is the deletion is answered with [ReadOutcome.Deleted].
    ReadOutcome readVersion(Caller caller, ResourceId resource, long version);

    /// The versions of a resource, newest first.
    HistoryOutcome history(Caller caller, ResourceId resource, HistoryRange range);

    /// Opens the current versions of every resource that a query might mean and that the caller may read: all that the
    /// criteria name, and others too where narrowing costs more than it saves. What may not be read is not there.
    /// The
    /// selection chooses among them; what it chose is returned, and is what counts as shown.
    SearchOutcome search(Caller caller, Candidates wanted, Selection selection);

    /// The resources in the whole network that carry an identifier, readable to the caller or not: what makes a
    /// conditional request true network-wide (docs/decisions/0014). Gives away addresses only.
    ///
    /// @param wanted all that one request asks for, since each question goes to every member
    /// @return for each that was wanted, those that carry it
    /// @throws health.salus.kernel.SalusException when there may be one that cannot be seen now: to be tried again
    List<List<ResourceId>> holders(Caller caller, List<Identified> wanted);

    /// As [#holders(Caller, List)], of one.
    default List<ResourceId> holders(Caller caller, String type, IdentifierToken identifier) {
        return holders(caller, List.of(new Identified(type, identifier))).getFirst();
    }

    /// Where the condition stands now. Taken before the search that decides it, and given with the change that relies
    /// on the search, so that of two racing writers one is refused with `CONDITION_RACED`.
    ///
    /// @param criteria the type and its search parameters, normalised: equal conditions are equal text. A condition
    /// on
    ///     an identifier is [IdentifierToken#criteria].
    Condition condition(String criteria);

    /// Chance for the ids that a request with this idempotency key assigns: the same when the request is repeated, so
    /// that the repetition means the same resources, and guessed by nobody who does not run this service.
    RandomSource chance(Caller caller, String idempotencyKey);

    /// Writes durably and finally, then answers. An atomic set is accepted or refused as a whole; of any other each
    /// change stands alone. A set with an idempotency key that was accepted before gives the earlier answer.
    WriteOutcome write(Caller caller, WriteSet writes);

    /// What the ledger itself says.
    LedgerRecords ledger();
}
