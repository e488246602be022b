package health.salus.fhir.structure;

import java.util.ArrayList;
import java.util.List;

/// Where the pass is: the open objects, outermost first.
final class Place {
    private static final int MAX_NAME_CHARS = 64;

    private final List<Frame> frames = new ArrayList<>();
    private int depth;
    private String root = "";

    Frame push(Shape shape) {
        if (depth == 0) {
            root = shape.path();
        }
        if (depth == frames.size()) {
            frames.add(new Frame());
        }
        Frame frame = frames.get(depth++);
        frame.open(shape);
        return frame;
    }

    void pop() {
        depth--;
    }

    int depth() {
        return depth;
    }

    Frame innermost() {
        return frames.get(depth - 1);
    }

    /// The object around the innermost.
    Frame parent() {
        return frames.get(depth - 2);
    }

    /// The value being read, as FHIRPath writes it.
    String location() {
        StringBuilder location = new StringBuilder(root);
        for (int i = 0; i < depth; i++) {
            frames.get(i).appendTo(location);
        }
        return location.toString();
    }

    /// A member that the innermost object does not have, or must not have. The name is the caller's: it is cut and
    /// cleaned before it goes into a text.
    String location(String member) {
        StringBuilder location = new StringBuilder(root);
        for (int i = 0; i < depth - 1; i++) {
            frames.get(i).appendTo(location);
        }
        location.append('.');
        member.codePoints().limit(MAX_NAME_CHARS).forEach(c -> location.append(plain(c) ? (char) c : '?'));
        return location.toString();
    }

    private static boolean plain(int c) {
        return (c < 128 && Character.isLetterOrDigit(c)) || c == '_';
    }
}
