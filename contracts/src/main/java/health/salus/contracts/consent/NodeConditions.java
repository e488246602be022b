package health.salus.contracts.consent;

import health.salus.contracts.records.ResourceKey;
import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import java.util.List;

/// Conditions on a single resource, which the ledger and a custodian cannot see: the reading node enforces them
/// (SECURITY.md). An empty list stands for everything, both lists are met together.
///
/// @param resources the resources themselves (`Consent.provision.data`)
/// @param codes digests of codes that stand in the resource (`Consent.provision.code`), see [#code]
public record NodeConditions(List<ResourceKey> resources, List<Digest> codes) {

    public static final NodeConditions NONE = new NodeConditions(List.of(), List.of());

    public NodeConditions {
        resources = Limits.bounded(resources);
        codes = Limits.bounded(codes);
    }

    /// How a code stands on the ledger: hashed with its consent, so that equal codes in two consents do not show.
    public static Digest code(ConsentId consent, String system, String code) {
        return Digest.sha256(Octets.utf8("code\0" + consent + "\0" + system + "\0" + code));
    }

    boolean isEmpty() {
        return resources.isEmpty() && codes.isEmpty();
    }

    boolean isMetBy(ConsentId consent, ResourceFacts facts) {
        boolean named = resources.isEmpty() || resources.contains(facts.key());
        return named && (codes.isEmpty() || facts.codes().stream().anyMatch(code -> codes.contains(code.of(consent))));
    }
}
