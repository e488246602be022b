package health.salus.client;

import health.salus.crypto.Secret;
import health.salus.crypto.SigningKey;

/// How the client shows who it is.
public sealed interface Credentials {

    /// Nobody: enough for the node's status and for what is public.
    record Anonymous() implements Credentials {}

    /// A token that was got elsewhere.
    record Bearer(Secret token) implements Credentials {}

    /// A registered program with a password (RFC 6749 section 4.4, `client_secret_basic`).
    record ClientSecret(String clientId, Secret secret) implements Credentials {}

    /// A principal whose public key is on the ledger: signs a short-lived assertion (RFC 7523, `private_key_jwt`).
    record KeyAssertion(String clientId, SigningKey key) implements Credentials {}
}
