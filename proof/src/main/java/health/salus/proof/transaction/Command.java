package health.salus.proof.transaction;

import health.salus.kernel.Octets;

/// One request to a contract: the body is the deterministic CBOR of that contract's command of this version.
public record Command(String contract, String name, int version, Octets body) {}
