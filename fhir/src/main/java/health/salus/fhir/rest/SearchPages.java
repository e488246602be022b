package health.salus.fhir.rest;

import health.salus.fhir.record.Caller;
import health.salus.fhir.record.ResourceId;
import health.salus.kernel.RandomSource;
import health.salus.kernel.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is left of searches that did not fit a page: addresses and versions, no content, for a while. A page is read
/// anew when it is asked for, so what is no longer permitted then is not in it.
final class SearchPages {
    /// Addresses in all remembered searches together: some tens of megabytes.
    static final int MAX_ADDRESSES = 500_000;

    static final Duration LIFETIME = Duration.ofMinutes(15);

    private static final int TOKEN_BYTES = 16;

    private final RandomSource random;
    private final TimeSource time;
    private final Map<String, Search> searches = new LinkedHashMap<>();
    private int addresses;

    SearchPages(RandomSource random, TimeSource time) {
        this.random = random;
        this.time = time;
    }

    /// A version of a resource.
    record Place(ResourceId id, long version) {}

    /// A search with more than a page.
    ///
    /// @param self the query as it was understood
    record Search(Caller caller, String self, int pageSize, List<Place> places, Instant expiry) {
        Search {
            places = List.copyOf(places);
        }
    }

    Instant expiry() {
        return time.now().plus(LIFETIME);
    }

    /// Remembers a search. The oldest give way.
    synchronized String remember(Search search) {
        String token = random.octets(TOKEN_BYTES).base64Url();
        searches.put(token, search);
        addresses += search.places().size();
        Iterator<Search> oldest = searches.values().iterator();
        while (oldest.hasNext()) {
            Search old = oldest.next();
            boolean expired = old.expiry().isBefore(time.now());
            if (!expired && (addresses <= MAX_ADDRESSES || searches.size() == 1)) {
                break;
            }
            oldest.remove();
            addresses -= old.places().size();
        }
        return token;
    }

    /// The search that a token stands for, if it is still known and is this caller's.
    synchronized Optional<Search> find(String token, Caller caller) {
        return Optional.ofNullable(searches.get(token)).filter(search -> mayContinue(search, caller));
    }

    private boolean mayContinue(Search search, Caller caller) {
        return search.caller().principal().equals(caller.principal())
                && search.caller().organisation().equals(caller.organisation())
                && search.caller().purpose() == caller.purpose()
                && search.caller().patient().equals(caller.patient())
                && !search.expiry().isBefore(time.now());
    }
}
