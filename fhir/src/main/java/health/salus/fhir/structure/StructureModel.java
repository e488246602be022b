package health.salus.fhir.structure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// The structure of every FHIR R4 type, read from the shipped table (docs/formats/fhir-tables.md).
public final class StructureModel {
    private static final String HEADER = "salus fhir-structure 1 4.0.1";
    private static final ElementType ANY_RESOURCE = new ElementType.AnyResource();

    private final Map<String, Shape> shapes = new HashMap<>();
    private final Map<String, Set<String>> codes = new HashMap<>();
    private final Map<String, ElementType> types = new HashMap<>();
    private final SortedSet<String> resourceTypes = new TreeSet<>();
    private final Set<String> patientTypes = new TreeSet<>();

    private StructureModel() {}

    /// FHIR R4, loaded on first use.
    public static StructureModel r4() {
        return Loaded.R4;
    }

    private static final class Loaded {
        static final StructureModel R4 = load();
    }

    static StructureModel load() {
        StructureModel model = new StructureModel();
        try (var stream = Objects.requireNonNull(StructureModel.class.getResourceAsStream("structure.txt"));
                var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
            if (!HEADER.equals(reader.readLine())) {
                throw new IllegalStateException("unknown structure table");
            }
            model.read(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return model;
    }

    /// Two steps, because types refer to each other in circles: the names first, then what they hold.
    private void read(BufferedReader reader) throws IOException {
        Map<Shape, List<String[]>> lines = new LinkedHashMap<>();
        List<String[]> current = new ArrayList<>();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith(" ")) {
                current.add(line.substring(1).split(" "));
                continue;
            }
            String[] words = line.split(" ");
            if (words[0].equals("codes")) {
                codes.put(words[1], Set.copyOf(List.of(words).subList(2, words.length)));
                continue;
            }
            Shape shape = new Shape(words[1], words[0].equals("resource"));
            current = new ArrayList<>();
            lines.put(shape, current);
            shapes.put(shape.path(), shape);
            if (shape.resource()) {
                resourceTypes.add(shape.path());
            }
        }
        lines.forEach((shape, elements) -> elements.forEach(words -> element(shape, words)));
    }

    /// `name min max type... [~patient]`
    private void element(Shape shape, String[] words) {
        boolean patient = words[words.length - 1].equals("~patient");
        boolean choice = words[0].endsWith("[x]");
        String name = choice ? words[0].substring(0, words[0].length() - "[x]".length()) : words[0];
        List<ElementType> kinds = new ArrayList<>();
        for (int i = 3; i < words.length - (patient ? 1 : 0); i++) {
            kinds.add(types.computeIfAbsent(words[i], this::type));
        }
        boolean required = !words[1].equals("0");
        boolean many = words[2].equals("*");
        Element element = new Element(name, shape.size(), required, many, patient, choice, List.copyOf(kinds));
        shape.add(element, shape("Element"));
        if (patient) {
            patientTypes.add(shape.path().split("\\.")[0]);
        }
    }

    private ElementType type(String word) {
        if (word.equals("Resource")) {
            return ANY_RESOURCE;
        }
        if (word.startsWith("#")) {
            return new ElementType.Complex(shape(word.substring(1)), Set.of());
        }
        if (word.startsWith("Reference(")) {
            String list = word.substring("Reference(".length(), word.length() - 1);
            boolean any = list.isEmpty() || list.equals("Resource");
            return new ElementType.Link(shape("Reference"), any ? Set.of() : Set.of(list.split("\\|")));
        }
        int brace = word.indexOf('{');
        String type = brace < 0 ? word : word.substring(0, brace);
        Set<String> bound = brace < 0
                ? Set.of()
                : Objects.requireNonNull(codes.get(word.substring(brace + 1, word.length() - 1)), word);
        boolean attribute = type.startsWith("@");
        Optional<PrimitiveKind> primitive = PrimitiveKind.ofType(attribute ? type.substring(1) : type);
        return primitive.isPresent()
                ? new ElementType.Primitive(primitive.get(), bound, attribute)
                : new ElementType.Complex(shape(type), bound);
    }

    /// The shape of a type or of a backbone element's path, which the definitions are known to name.
    public Shape shape(String path) {
        return Objects.requireNonNull(shapes.get(path), path);
    }

    /// The shape of a resource type that a caller named.
    public Optional<Shape> resource(String type) {
        return Optional.ofNullable(shapes.get(type)).filter(Shape::resource);
    }

    public boolean isResourceType(String type) {
        Shape shape = shapes.get(type);
        return shape != null && shape.resource();
    }

    public SortedSet<String> resourceTypes() {
        return Collections.unmodifiableSortedSet(resourceTypes);
    }

    /// Whether R4's CompartmentDefinition `patient` names elements by which the type belongs to a patient.
    public boolean inPatientCompartment(String type) {
        return patientTypes.contains(type);
    }
}
