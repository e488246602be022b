package health.salus.platform.identity;

import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.OrganisationRecord;
import health.salus.kernel.OrganisationId;
import health.salus.ledger.state.StateReader;
import health.salus.platform.network.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The organisations of the network, found by name. Organisations are only ever added, and keep their names, so what
/// was read once from the ledger is kept and only what is new is read.
public final class OrganisationIndex {

    private static final int SLICE = 1_000;

    private final Network network;
    private final List<OrganisationRecord> known = new ArrayList<>();

    public OrganisationIndex(Network network) {
        this.network = network;
    }

    public Optional<OrganisationRecord> find(OrganisationId id) {
        return Directory.of(network.state()).organisation(id);
    }

    /// Those whose name, id or host contains the text: names that begin with it first, then by name; at most `limit`.
    public List<OrganisationRecord> search(String text, int limit) {
        String wanted = folded(text.strip());
        return all().stream()
                .filter(organisation -> texts(organisation).anyMatch(each -> each.contains(wanted)))
                .sorted(Comparator.comparing((OrganisationRecord each) ->
                                !folded(each.name()).startsWith(wanted))
                        .thenComparing(each -> folded(each.name()))
                        .thenComparing(OrganisationRecord::id))
                .limit(limit)
                .toList();
    }

    private static Stream<String> texts(OrganisationRecord organisation) {
        return Stream.of(
                        organisation.name(),
                        organisation.id().value(),
                        organisation.host().value())
                .map(OrganisationIndex::folded);
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private synchronized List<OrganisationRecord> all() {
        StateReader state = network.state();
        Directory directory = Directory.of(state);
        long count = directory.organisationCount();
        while (known.size() < count) {
            known.addAll(directory.organisations(known.size(), SLICE));
        }
        return List.copyOf(known);
    }
}
