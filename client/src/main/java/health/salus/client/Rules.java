package health.salus.client;

import health.salus.client.api.ApiJson;
import health.salus.client.api.RehearsalPage;
import health.salus.client.api.RulePage;
import health.salus.client.api.RuleSummary;
import health.salus.client.api.RuleVersion;
import health.salus.client.rule.RuleDefinition;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.util.Optional;

/// The consortium's own rules on a node's copy of the ledger (docs/design/rules.md).
public final class Rules {

    private static final String JSON = "application/json";
    private static final String RULES = "/api/rules";

    private final Transport transport;

    Rules(Transport transport) {
        this.transport = transport;
    }

    public RulePage list(Optional<String> after) {
        return get(RULES + Query.EMPTY.and("after", after), RulePage.class);
    }

    public RuleSummary find(String rule) {
        return get(path(rule), RuleSummary.class);
    }

    /// A version as it was proposed. Its definition has the digest that it is said to have, and is of that version:
    /// this is what a vote about the digest is about.
    public RuleVersion version(String rule, long version) {
        RuleVersion found = get(path(rule) + "/versions/" + version, RuleVersion.class);
        RuleDefinition definition = RuleDefinition.decode(found.definition());
        boolean held = definition.digest().equals(found.content())
                && definition.id().equals(rule)
                && definition.version() == version;
        if (!held) {
            throw new SalusException(ErrorCode.NOT_PROVEN, "the node shows another rule than it names");
        }
        return found;
    }

    /// Tries a draft on the blocks from a height on, as many as the node looks at in one request. For whoever has a
    /// token with [Administration#SCOPE].
    public RehearsalPage rehearse(RuleDefinition draft, long from) {
        Request request = Request.post(
                        RULES + "/rehearsals" + Query.of("from", Long.toString(from)),
                        "application/cbor",
                        draft.encode())
                .with("Accept", JSON)
                .repeatable();
        return ApiJson.read(RehearsalPage.class, transport.send(request).body().toArray());
    }

    private static String path(String rule) {
        return RULES + "/" + SalusClient.escaped(rule);
    }

    private <T extends Record> T get(String path, Class<T> type) {
        return ApiJson.read(type, transport.send(Request.get(path, JSON)).body().toArray());
    }
}
