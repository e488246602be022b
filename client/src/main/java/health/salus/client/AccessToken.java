package health.salus.client;

import health.salus.crypto.Secret;
import java.time.Instant;

/// A bearer token with its end.
///
/// @param expires far away for a token that was got elsewhere, of which the client does not know
public record AccessToken(Secret value, Instant expires) {}
