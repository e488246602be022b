package health.salus.client.api;

import java.util.List;

/// The versions of one record that the caller may see, newest first.
public record RecordVersions(List<RecordVersion> items) {}
