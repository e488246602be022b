package health.salus.fhir.bundle;

import health.salus.fhir.record.StoredResource;
import health.salus.fhir.structure.JsonBytes;
import health.salus.fhir.structure.JsonBytes.Member;
import health.salus.fhir.structure.JsonBytes.Span;
import health.salus.fhir.structure.Link;
import health.salus.fhir.structure.Outline;
import health.salus.kernel.Octets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The two forms of a resource's bytes: as stored, with its id and without what is the server's to say; and as served,
/// with `meta.versionId` and `meta.lastUpdated` (R4 resource.html#Meta). Everything else is as the author sent it.
public final class ResourceBytes {
    private static final Set<String> OF_THE_SERVER = Set.of("versionId", "_versionId", "lastUpdated", "_lastUpdated");

    private ResourceBytes() {}

    /// What is stored of a checked resource within a document.
    ///
    /// @param addresses what becomes of each link; its own value where nothing does
    static Octets stored(ResourceParts parts, String id, List<String> addresses) {
        Outline resource = parts.outline();
        Splices splices = parts.splices();
        List<Member> members = parts.members();
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            switch (member.name()) {
                case "resourceType" -> {
                    if (resource.id().isEmpty()) {
                        splices.insert(member.value().end(), ",\"id\":\"" + id + "\"");
                    }
                }
                case "id" -> {
                    if (!resource.id().orElse("").equals(id)) {
                        splices.replace(member.value().start(), member.value().end(), "\"" + id + "\"");
                    }
                }
                case "meta" -> withoutServerMeta(parts.json(), members, i, splices);
                default -> {}
            }
        }
        for (int i = 0; i < addresses.size(); i++) {
            Link link = resource.links().get(i);
            String rewritten = addresses.get(i);
            // What the server's members of `meta` refer to goes with them.
            if (!rewritten.equals(link.value()) && !splices.removes(link.start())) {
                splices.replace(link.start(), link.end(), rewritten);
            }
        }
        return Octets.wrap(splices.apply());
    }

    private static void withoutServerMeta(JsonBytes json, List<Member> members, int meta, Splices splices) {
        List<Member> inner = json.members(members.get(meta).value().start());
        if (inner.stream().allMatch(ResourceBytes::ofTheServer)) {
            removeMember(members, meta, splices);
            return;
        }
        int kept = -1;
        for (int i = 0; i < inner.size(); i++) {
            if (ofTheServer(inner.get(i))) {
                continue;
            }
            if (kept < 0 && i > 0) {
                splices.remove(inner.getFirst().nameStart(), inner.get(i).nameStart());
            } else if (kept >= 0 && i > kept + 1) {
                splices.remove(
                        inner.get(kept).value().end(), inner.get(i - 1).value().end());
            }
            kept = i;
        }
        splices.remove(inner.get(kept).value().end(), inner.getLast().value().end());
    }

    /// Removes a member of a resource, which has at least its type besides.
    private static void removeMember(List<Member> members, int index, Splices splices) {
        Member member = members.get(index);
        if (index == 0) {
            splices.remove(member.nameStart(), members.get(1).nameStart());
        } else {
            Member before = members.get(index - 1);
            splices.remove(before.value().end(), member.value().end());
        }
    }

    private static boolean ofTheServer(Member member) {
        return OF_THE_SERVER.contains(member.name());
    }

    /// What a reader gets of a stored version.
    public static byte[] served(StoredResource stored) {
        byte[] json = stored.json().toArray();
        String meta = "\"versionId\":\"" + stored.version() + "\",\"lastUpdated\":\"" + instant(stored.updated()) + '"';
        Splices splices = new Splices(json, 0, json.length);
        List<Member> members = new JsonBytes(json).members(0);
        Optional<Span> place = value(members, "meta");
        if (place.isPresent()) {
            splices.insert(place.get().start() + 1, meta + ",");
        } else {
            splices.insert(value(members, "id").orElseThrow().end(), ",\"meta\":{" + meta + "}");
        }
        return splices.apply();
    }

    private static Optional<Span> value(List<Member> members, String name) {
        return members.stream()
                .filter(member -> member.name().equals(name))
                .map(Member::value)
                .findFirst();
    }

    /// A server's instant: to the millisecond, in UTC.
    public static String instant(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
