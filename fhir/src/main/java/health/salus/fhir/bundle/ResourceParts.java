package health.salus.fhir.bundle;

import health.salus.fhir.structure.JsonBytes;
import health.salus.fhir.structure.JsonBytes.Member;
import health.salus.fhir.structure.JsonBytes.Span;
import health.salus.fhir.structure.Outline;
import java.util.List;
import java.util.Optional;

/// A resource's members, as the check found them, for all that asks about them.
final class ResourceParts {
    private final byte[] bytes;
    private final JsonBytes json;
    private final Outline outline;

    ResourceParts(byte[] bytes, Outline outline) {
        this.bytes = bytes;
        this.outline = outline;
        json = new JsonBytes(bytes);
    }

    JsonBytes json() {
        return json;
    }

    Outline outline() {
        return outline;
    }

    List<Member> members() {
        return outline.members();
    }

    Splices splices() {
        return new Splices(bytes, outline.start(), outline.end());
    }

    Optional<Span> member(String name) {
        for (Member member : outline.members()) {
            if (member.name().equals(name)) {
                return Optional.of(member.value());
            }
        }
        return Optional.empty();
    }

    /// The items of an array, or the one object where the type has one only.
    List<Span> all(Span value) {
        return bytes[value.start()] == '[' ? json.items(value.start()) : List.of(value);
    }
}
