package health.salus.fhir.bundle;

import health.salus.fhir.FhirException;
import health.salus.fhir.structure.Checked;
import health.salus.fhir.structure.Issue;
import health.salus.fhir.structure.IssueType;
import health.salus.fhir.structure.JsonBytes;
import health.salus.fhir.structure.JsonBytes.Member;
import health.salus.fhir.structure.JsonBytes.Span;
import health.salus.fhir.structure.Outline;
import health.salus.fhir.structure.StructureChecker;
import health.salus.kernel.ErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Takes a checked transaction or batch Bundle apart into its entries, which stay where they are in its bytes.
public final class BundleReader {
    private final JsonBytes json;

    private BundleReader(JsonBytes json) {
        this.json = json;
    }

    /// @param bundle what the check of `json` found, with nothing wrong
    public static BundleRequest read(byte[] json, Checked bundle) {
        List<Outline> resources =
                bundle.resources().subList(1, bundle.resources().size());
        BundleReader reader = new BundleReader(new JsonBytes(json, resources));
        return reader.request(bundle.root(), resources);
    }

    private BundleRequest request(Outline root, List<Outline> resources) {
        Map<String, Span> members = byName(root.members());
        String type = text(members, "type").orElse("");
        if (!type.equals("transaction") && !type.equals("batch")) {
            throw FhirException.of(
                    ErrorCode.INVALID_STRUCTURE,
                    IssueType.VALUE,
                    "Bundle.type",
                    "must be transaction or batch here; other Bundles are created under /Bundle");
        }
        List<Span> items = Optional.ofNullable(members.get("entry"))
                .map(entry -> json.items(entry.start()))
                .orElse(List.of());
        if (items.size() > StructureChecker.MAX_ENTRIES) {
            throw FhirException.of(
                    ErrorCode.TOO_LARGE,
                    IssueType.TOO_LONG,
                    "Bundle.entry",
                    "more than " + StructureChecker.MAX_ENTRIES + " entries");
        }
        Map<Integer, Outline> outlines = new HashMap<>();
        resources.forEach(outline -> outlines.put(outline.start(), outline));
        List<EntryRequest> entries = new ArrayList<>();
        List<Issue> issues = new ArrayList<>();
        Set<String> fullUrls = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            String location = "Bundle.entry[" + i + "]";
            EntryRequest entry = entry(items.get(i), outlines, location, issues);
            entries.add(entry);
            if (entry.fullUrl().isPresent() && !fullUrls.add(entry.fullUrl().get())) {
                issues.add(Issue.error(IssueType.DUPLICATE, location + ".fullUrl", "is another entry's too (bdl-7)"));
            }
        }
        if (!issues.isEmpty()) {
            throw new FhirException(ErrorCode.INVALID_STRUCTURE, issues);
        }
        return new BundleRequest(type.equals("transaction"), entries);
    }

    private EntryRequest entry(Span item, Map<Integer, Outline> outlines, String location, List<Issue> issues) {
        Map<String, Span> members = members(item.start());
        Optional<String> fullUrl = text(members, "fullUrl");
        Optional<Outline> resource = Optional.ofNullable(members.get("resource"))
                .flatMap(span -> Optional.ofNullable(outlines.get(span.start())));
        Span request = members.get("request");
        if (request == null) {
            issues.add(Issue.error(IssueType.REQUIRED, location + ".request", "is required here (bdl-3)"));
            return new EntryRequest(Method.GET, "", Preconditions.NONE, fullUrl, resource, location);
        }
        Map<String, Span> parts = members(request.start());
        Method method = Method.valueOf(text(parts, "method").orElseThrow());
        Preconditions conditions = new Preconditions(
                text(parts, "ifMatch"),
                text(parts, "ifNoneMatch"),
                text(parts, "ifModifiedSince"),
                text(parts, "ifNoneExist"));
        String url = text(parts, "url").orElseThrow();
        boolean carries = method == Method.POST || method == Method.PUT;
        if (carries && resource.isEmpty()) {
            issues.add(Issue.error(IssueType.REQUIRED, location + ".resource", method + " needs a resource"));
        }
        return new EntryRequest(method, url, conditions, fullUrl, resource, location);
    }

    private Map<String, Span> members(int start) {
        return byName(json.members(start));
    }

    private static Map<String, Span> byName(List<Member> members) {
        Map<String, Span> values = new HashMap<>();
        members.forEach(member -> values.put(member.name(), member.value()));
        return values;
    }

    private Optional<String> text(Map<String, Span> members, String name) {
        return Optional.ofNullable(members.get(name)).map(json::text);
    }
}
