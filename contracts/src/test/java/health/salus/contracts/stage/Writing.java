package health.salus.contracts.stage;

import health.salus.contracts.access.ShownGroup;
import health.salus.contracts.records.Acknowledgement;
import health.salus.contracts.records.BucketClaim;
import health.salus.contracts.records.PackedChanges;
import health.salus.contracts.records.RecordsCommand.WriteRecords;
import health.salus.contracts.records.ResourceChange;
import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.SecurityLabel;
import health.salus.contracts.records.SegmentRegistration;
import health.salus.contracts.records.TypeGroup;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.Locality;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Builds the commands that write records.
public final class Writing {

    private final Optional<SubjectId> subject;
    private final List<SegmentRegistration> segments = new ArrayList<>();
    private final List<ResourceChange> changes = new ArrayList<>();
    private final List<BucketClaim> buckets = new ArrayList<>();
    private Optional<List<Acknowledgement>> acknowledgements = Optional.empty();

    private Writing(Optional<SubjectId> subject) {
        this.subject = subject;
    }

    public static Writing about(SubjectId subject) {
        return new Writing(Optional.of(subject));
    }

    public static Writing directory() {
        return new Writing(Optional.empty());
    }

    public static ResourceKey keyOf(SubjectId subject, int number) {
        return ResourceKey.of("Observation", Locality.of(subject).hex() + "-" + "%032x".formatted(number));
    }

    public Writing segment(String id, TypeGroup group, int resources, SecurityLabel... labels) {
        return segment(registration(id, group, resources, labels));
    }

    public Writing segment(SegmentRegistration registration) {
        segments.add(registration);
        return this;
    }

    public Writing create(ResourceKey key, int segment, int position) {
        return change(new ResourceChange.Create(key, new ResourceChange.Location(segment, position)));
    }

    public Writing update(ResourceKey key, long version, int segment, int position) {
        return change(new ResourceChange.Update(key, version, new ResourceChange.Location(segment, position)));
    }

    public Writing delete(ResourceKey key, long version) {
        return change(new ResourceChange.Delete(key, version));
    }

    public Writing change(ResourceChange change) {
        changes.add(change);
        return this;
    }

    public Writing bucket(int bucket, Optional<Long> expected) {
        buckets.add(new BucketClaim(bucket, expected));
        return this;
    }

    /// In place of those of three custodians, each for all segments.
    public Writing acknowledged(List<Acknowledgement> given) {
        acknowledgements = Optional.of(given);
        return this;
    }

    public WriteRecords command() {
        return new WriteRecords(
                subject,
                segments,
                acknowledgements.orElseGet(() -> segments.isEmpty()
                        ? List.of()
                        : Cast.MEMBERS.subList(0, 3).stream()
                                .map(custodian -> acknowledgement(custodian, segments))
                                .toList()),
                PackedChanges.encode(changes),
                buckets);
    }

    public static SegmentRegistration registration(String id, TypeGroup group, int resources, SecurityLabel... labels) {
        return new SegmentRegistration(
                new SegmentId(id),
                group,
                List.of(labels),
                Cast.ALL_FOUR,
                Digest.sha256(Octets.utf8("manifest of " + id)),
                Digest.sha256(Octets.utf8("root of " + id)),
                resources);
    }

    /// One signature for these segments, in this order.
    public static Acknowledgement acknowledgement(MemberId custodian, List<SegmentRegistration> segments) {
        List<Acknowledgement.Held> held =
                segments.stream().map(SegmentRegistration::held).toList();
        Octets statement = Acknowledgement.statement(Cast.NETWORK, custodian, held);
        return new Acknowledgement(
                custodian, segments.size(), Cast.key("custodian/" + custodian).sign(statement));
    }

    /// What a disclosure of so many problems names.
    public static List<ShownGroup> problems(int count) {
        return List.of(new ShownGroup(TypeGroup.PROBLEMS, count));
    }

    /// One segment with one new resource in it.
    public static void write(
            Stage stage,
            PrincipalId author,
            SubjectId subject,
            String segment,
            TypeGroup group,
            SecurityLabel... labels) {
        stage.accepts(
                author,
                about(subject)
                        .segment(segment, group, 1, labels)
                        .create(ResourceKey.of("Basic", segment), 0, 0)
                        .command());
    }
}
