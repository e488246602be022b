package health.salus.archive;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// Where a bucket is, and how to be let in.
///
/// @param endpoint of the store; without one, Amazon's of the region
/// @param region that requests are signed for; stores that know no regions take any
/// @param prefix of all names; empty, or ending in a slash
/// @param pathStyle whether the bucket is named in the path and not in the host, as most stores besides Amazon's want
/// it
/// @param credentials file in the format of AWS's shared credentials, with `[default]`
public record S3Place(
        Optional<URI> endpoint, String region, String bucket, String prefix, boolean pathStyle, Path credentials) {}
