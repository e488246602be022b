package health.salus.client.api;

import health.salus.kernel.MemberId;
import java.time.Instant;

/// That a member signed what cannot be true.
///
/// @param id names the report's file at this node
/// @param kind `two-roots` or `another-root` (docs/formats/report.md)
/// @param size of the log whose root it signed falsely
/// @param time of that signature, by the member's clock
public record MemberReport(String id, MemberId member, String kind, long size, Instant time) {}
