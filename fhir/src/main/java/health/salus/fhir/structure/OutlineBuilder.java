package health.salus.fhir.structure;

import health.salus.fhir.structure.JsonBytes.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Collects one resource's outline while the pass walks through it.
final class OutlineBuilder {
    private final String type;
    private final int start;
    private final List<Member> members = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private Optional<String> id = Optional.empty();
    private int end;

    OutlineBuilder(String type, int start) {
        this.type = type;
        this.start = start;
    }

    void id(String value) {
        id = Optional.of(value);
    }

    void member(Member member) {
        members.add(member);
    }

    void link(Link link) {
        links.add(link);
    }

    void end(int offset) {
        end = offset;
    }

    Outline build() {
        return new Outline(type, id, start, end, List.copyOf(members), List.copyOf(links));
    }
}
