package health.salus.fhir.structure;

/// The rules about an object as a whole, applied where it ends.
final class ObjectRules {
    private ObjectRules() {}

    static void check(Frame frame, StructurePass pass) {
        Shape shape = frame.shape();
        long missing = shape.required() & ~frame.elements();
        for (long rest = missing; rest != 0; rest &= rest - 1) {
            Element element = shape.elementAt(Long.numberOfTrailingZeros(rest));
            String name = element.choice() ? element.name() + "[x]" : element.name();
            String location = pass.place().location(element.name());
            pass.errorAt(IssueType.REQUIRED, location, name + " is required");
        }
        long content = frame.elements() & ~(shape.path().equals("Element") ? 0 : shape.idBit());
        if (!shape.resource() && content == 0) {
            pass.error(IssueType.INVARIANT, "must have a value or children (ele-1)");
        }
        if (shape.path().equals("Extension") && missing == 0) {
            extension(frame, pass);
        }
        frame.paddings().forEach((element, nulls) -> {
            int gap = frame.firstGap(element, nulls);
            if (gap >= 0) {
                String location = pass.place().location(element.name());
                String subject = element.many() ? "item " + gap + " has" : "has";
                pass.errorAt(IssueType.STRUCTURE, location, subject + " neither a value nor an extension");
            }
        });
    }

    /// Invariant ext-1.
    private static void extension(Frame frame, StructurePass pass) {
        boolean value = frame.has("value");
        boolean nested = frame.has("extension");
        if (value == nested) {
            pass.error(IssueType.EXTENSION, "must have either a value or extensions (ext-1)");
        }
    }
}
