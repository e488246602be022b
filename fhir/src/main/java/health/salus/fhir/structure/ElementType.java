package health.salus.fhir.structure;

import java.util.Set;

/// What a value of an element may be.
public sealed interface ElementType {
    /// The FHIR type's name, for locations and for the property names of choices.
    String type();

    /// A primitive. `codes` is the closed set that a required binding names, or empty where it is open. An `attribute`
    /// (`Element.id`, `Extension.url`) has no extensions of its own.
    record Primitive(PrimitiveKind kind, Set<String> codes, boolean attribute) implements ElementType {
        @Override
        public String type() {
            return kind.type();
        }
    }

    /// An object. `codes` is the closed set of `system|code` for a CodeableConcept or Coding, or empty.
    record Complex(Shape shape, Set<String> codes) implements ElementType {
        @Override
        public String type() {
            return shape.path();
        }
    }

    /// A Reference, and the resource types it may point at; empty where any may be.
    record Link(Shape shape, Set<String> targets) implements ElementType {
        @Override
        public String type() {
            return "Reference";
        }
    }

    /// A whole resource of any type.
    record AnyResource() implements ElementType {
        @Override
        public String type() {
            return "Resource";
        }
    }
}
