package health.salus.client.rule;

import com.fasterxml.jackson.databind.JsonNode;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An object in the file of a rule, and where it stands.
record FileObject(JsonNode node, String place) {

    static FileObject of(JsonNode node, String place) {
        if (!node.isObject()) {
            throw new SalusException(ErrorCode.MALFORMED, place + " is no object");
        }
        return new FileObject(node, place);
    }

    /// A value in the file.
    record Member(String name, JsonNode node, String place) {

        FileObject object() {
            return of(node, place);
        }

        RuleType type() {
            try {
                return RuleType.parse(string());
            } catch (SalusException unknown) {
                throw malformed("is no type: " + unknown.detail());
            }
        }

        String string() {
            if (!node.isTextual()) {
                throw malformed("is no string");
            }
            return node.textValue();
        }

        RuleValue value(RuleType type) {
            return ValueJson.read(type, node, place);
        }

        SalusException malformed(String what) {
            return new SalusException(ErrorCode.MALFORMED, place + " " + what);
        }
    }

    void requireKnown(String... names) {
        Set<String> known = Set.of(names);
        for (Member member : members()) {
            if (!known.contains(member.name())) {
                throw member.malformed("is not known here: known are " + String.join(", ", names));
            }
        }
    }

    boolean has(String name) {
        return node.has(name);
    }

    List<Member> members() {
        List<Member> members = new ArrayList<>();
        for (Map.Entry<String, JsonNode> each : node.properties()) {
            members.add(new Member(each.getKey(), each.getValue(), place + "." + each.getKey()));
        }
        return members;
    }

    Member member(String name) {
        JsonNode found = node.get(name);
        if (found == null) {
            throw malformed("has no " + name);
        }
        return new Member(name, found, place + "." + name);
    }

    FileObject object(String name) {
        return member(name).object();
    }

    List<FileObject> items(String name) {
        Member array = member(name);
        if (!array.node().isArray()) {
            throw array.malformed("is no array");
        }
        List<FileObject> items = new ArrayList<>();
        array.node().forEach(item -> items.add(of(item, array.place() + "[" + items.size() + "]")));
        return items;
    }

    String text(String name) {
        return member(name).string();
    }

    long integer(String name) {
        Member member = member(name);
        if (!member.node().isIntegralNumber() || !member.node().canConvertToLong()) {
            throw member.malformed("is no whole number");
        }
        return member.node().longValue();
    }

    SalusException malformed(String what) {
        return new SalusException(ErrorCode.MALFORMED, place + " " + what);
    }
}
