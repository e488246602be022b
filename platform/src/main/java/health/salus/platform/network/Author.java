package health.salus.platform.network;

import health.salus.kernel.Digest;
import health.salus.kernel.PrincipalId;

/// For whom a node signs: the bearer of a token.
///
/// @param issuer the token's `iss`
/// @param tokenHash SHA-256 of the token
public record Author(PrincipalId actor, String issuer, Digest tokenHash) {}
