package health.salus.contracts.consent;

import health.salus.contracts.records.ResourceKey;
import health.salus.kernel.Digest;
import java.util.List;

/// What a reading node knows of one resource that it has decrypted.
///
/// @param codes the codings that stand in it
public record ResourceFacts(ResourceKey key, List<Code> codes) {

    public ResourceFacts {
        codes = List.copyOf(codes);
    }

    public record Code(String system, String code) {
        Digest of(ConsentId consent) {
            return NodeConditions.code(consent, system, code);
        }
    }
}
