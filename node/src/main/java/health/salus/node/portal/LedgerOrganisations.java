package health.salus.node.portal;

import health.salus.contracts.identity.OrganisationRecord;
import health.salus.kernel.MemberId;
import health.salus.kernel.OrganisationId;
import health.salus.platform.identity.OrganisationIndex;
import health.salus.portal.Organisations;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The organisations as the ledger registers them; in place of a town stands the member that runs the node for them.
final class LedgerOrganisations implements Organisations {

    private final OrganisationIndex index;
    private final Map<MemberId, String> members;

    /// @param members the members' names, from the genesis
    LedgerOrganisations(OrganisationIndex index, Map<MemberId, String> members) {
        this.index = index;
        this.members = Map.copyOf(members);
    }

    @Override
    public List<Organisation> search(String text, int limit) {
        return index.search(text, limit).stream().map(this::organisation).toList();
    }

    @Override
    public Optional<Organisation> find(OrganisationId id) {
        return index.find(id).map(this::organisation);
    }

    /// The name, or for an organisation that is gone its id.
    String name(OrganisationId id) {
        return index.find(id).map(OrganisationRecord::name).orElse(id.value());
    }

    private Organisation organisation(OrganisationRecord record) {
        String host = members.getOrDefault(record.host(), record.host().value());
        return new Organisation(
                record.id(),
                record.name(),
                host.equals(record.name()) ? record.id().value() : host);
    }
}
