package health.salus.contracts.records;

/// What one resource becomes.
public sealed interface ResourceChange {

    ResourceKey key();

    /// The version that the resource has afterwards.
    long version();

    /// Version 1 of a resource that the network has not seen.
    record Create(ResourceKey key, Location location) implements ResourceChange {
        @Override
        public long version() {
            return 1;
        }
    }

    /// The version after the current one, deleted or not.
    record Update(ResourceKey key, long version, Location location) implements ResourceChange {}

    /// A version without content; those before it stay.
    record Delete(ResourceKey key, long version) implements ResourceChange {}

    /// Where the content lies.
    ///
    /// @param segment index into the command's segments
    /// @param position of the resource in the segment
    record Location(int segment, int position) {}
}
