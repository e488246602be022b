package health.salus.fhir.bundle;

import health.salus.fhir.structure.Link;
import health.salus.fhir.structure.Outline;
import java.util.List;
import java.util.Optional;

/// One request to the FHIR interface: sent by itself, or as an entry of a Bundle.
///
/// @param url relative to the base, with its query
/// @param fullUrl what other entries call this one's resource
/// @param location where the request stands, for naming what is wrong with it: `Bundle.entry[2]`, or nothing
public record EntryRequest(
        Method method,
        String url,
        Preconditions conditions,
        Optional<String> fullUrl,
        Optional<Outline> resource,
        String location) {
    /// The links in its resource.
    List<Link> links() {
        return resource.map(Outline::links).orElse(List.of());
    }

    /// The path before the query.
    public String path() {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    /// The query, if there is one.
    public Optional<String> query() {
        int query = url.indexOf('?');
        return query < 0 ? Optional.empty() : Optional.of(url.substring(query + 1));
    }

    /// A place within the entry.
    public String at(String member) {
        return location.isEmpty() ? "" : location + "." + member;
    }
}
