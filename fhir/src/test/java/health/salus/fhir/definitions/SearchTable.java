package health.salus.fhir.definitions;

import health.salus.fhir.structure.Element;
import health.salus.fhir.structure.ElementType;
import health.salus.fhir.structure.PrimitiveKind;
import health.salus.fhir.structure.Shape;
import health.salus.fhir.structure.StructureModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.Enumerations.BindingStrength;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;
import org.hl7.fhir.r4.model.SearchParameter;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.StructureDefinition.StructureDefinitionKind;

/// Writes the search table: one line for each search parameter of each resource type, its FHIRPath expression resolved
/// to the places in JSON that it reads and their types (docs/formats/fhir-search-table.md).
final class SearchTable {
    private static final Pattern AS_OPERATOR = Pattern.compile("\\(?([A-Za-z][A-Za-z.]*) as ([A-Za-z]+)\\)?");
    private static final Pattern SEGMENT = Pattern.compile("\\.(?![^(]*\\))");
    private static final Pattern RESOLVES_TO = Pattern.compile("where\\(resolve\\(\\) is ([A-Za-z]+)\\)");
    private static final Pattern EQUALS = Pattern.compile("where\\(([a-z]+)='([a-z-]+)'\\)");
    private static final Pattern AS_FUNCTION = Pattern.compile("as\\(([A-Za-z]+)\\)");
    private static final Pattern INDEXED = Pattern.compile("([a-z]+)(\\[\\d+])");
    private static final String OF_THE_RESOURCE = "%resource.";
    /// The one expression that is a formula: alive where it says nothing.
    private static final String DECEASED = "Patient.deceased.exists() and Patient.deceased != false";

    /// Needs a phonetic algorithm that the specification leaves open.
    private static final Set<String> LEFT_OUT = Set.of("phonetic");

    /// A parameter that may point at more types than this may point at anything.
    private static final int ANY_TYPE = 100;

    private final R4Definitions definitions;
    private final StructureModel model = StructureModel.r4();
    private final Map<String, String> implicitSystems = new HashMap<>();
    private final Map<String, SearchParameter> byUrl = new HashMap<>();

    private SearchTable(R4Definitions definitions) {
        this.definitions = definitions;
    }

    static String write(R4Definitions definitions) {
        return new SearchTable(definitions).write();
    }

    private String write() {
        collectImplicitSystems();
        SortedMap<String, SortedMap<String, String>> lines = new TreeMap<>();
        for (SearchParameter parameter : definitions.searchParameters()) {
            byUrl.put(parameter.getUrl(), parameter);
        }
        for (SearchParameter parameter : definitions.searchParameters()) {
            if (!parameter.hasExpression()
                    || parameter.getType() == SearchParamType.SPECIAL
                    || LEFT_OUT.contains(parameter.getCode())) {
                continue;
            }
            for (var base : parameter.getBase()) {
                lines.computeIfAbsent(base.getValue(), _ -> new TreeMap<>())
                        .put(parameter.getCode(), line(base.getValue(), parameter));
            }
        }
        StringBuilder table = new StringBuilder("salus fhir-search 1 4.0.1\n");
        lines.forEach((type, parameters) -> {
            table.append(type).append('\n');
            parameters.values().forEach(table::append);
        });
        return table.toString();
    }

    /// The system of a `code` is the one that its value set is drawn from (R4 search.html#token).
    private void collectImplicitSystems() {
        for (StructureDefinition type : definitions.structures(StructureDefinitionKind.RESOURCE)) {
            type.getSnapshot().getElement().forEach(this::implicitSystem);
        }
        for (StructureDefinition type : definitions.structures(StructureDefinitionKind.COMPLEXTYPE)) {
            type.getSnapshot().getElement().forEach(this::implicitSystem);
        }
    }

    private void implicitSystem(ElementDefinition element) {
        if (element.getBinding().getStrength() != BindingStrength.REQUIRED) {
            return;
        }
        String url = element.getBinding().getValueSet().replaceAll("\\|.*", "");
        if (!definitions.knowsValueSet(url)) {
            return;
        }
        Set<String> systems = definitions.valueSet(url).getCompose().getInclude().stream()
                .map(include -> include.getSystem())
                .collect(Collectors.toCollection(TreeSet::new));
        if (systems.size() == 1) {
            implicitSystems.put(element.getPath(), systems.iterator().next());
        }
    }

    private String line(String base, SearchParameter parameter) {
        String head = " " + parameter.getCode() + " " + parameter.getType().toCode();
        if (parameter.getType() == SearchParamType.COMPOSITE) {
            List<Spot> roots = spots(Spot.root(base, model), base, parameter.getExpression());
            StringBuilder line = new StringBuilder(head);
            roots.forEach(root -> line.append(' ').append(root.path().isEmpty() ? "." : root.path()));
            line.append('\n');
            for (var component : parameter.getComponent()) {
                SearchParameter part = Objects.requireNonNull(byUrl.get(component.getDefinition()));
                List<Spot> spots = component(base, roots.getFirst().relative(), component.getExpression());
                line.append("  ").append(kindOf(part, spots));
                spots.forEach(spot -> line.append(' ').append(spot.text(implicitSystems)));
                line.append('\n');
            }
            return line.toString();
        }
        if (parameter.getExpression().equals(DECEASED)) {
            return head + " .:deceased\n";
        }
        List<Spot> spots = spots(Spot.root(base, model), base, parameter.getExpression());
        if (spots.isEmpty()) {
            throw new IllegalStateException("reads nothing: " + base + " " + parameter.getCode());
        }
        StringBuilder line = new StringBuilder(head);
        if (parameter.getType() == SearchParamType.REFERENCE) {
            line.append(targets(parameter, spots));
        }
        spots.stream()
                .map(spot -> spot.text(implicitSystems))
                .distinct()
                .forEach(text -> line.append(' ').append(text));
        boolean patient = !base.equals("Patient") && spots.stream().allMatch(Spot::ofPatient);
        return line.append(patient ? " ~patient\n" : "\n").toString();
    }

    /// What a reference can point at: what the parameter names and the elements allow. `Observation?patient` names
    /// groups too, which the expression then leaves out.
    private static String targets(SearchParameter parameter, List<Spot> spots) {
        Set<String> named = new TreeSet<>();
        parameter.getTarget().forEach(target -> named.add(target.getValue()));
        if (spots.stream().noneMatch(spot -> spot.targets().isEmpty())) {
            Set<String> allowed = new TreeSet<>();
            spots.forEach(spot -> allowed.addAll(spot.targets()));
            if (named.stream().anyMatch(allowed::contains)) {
                named.retainAll(allowed);
            }
        }
        return named.size() < ANY_TYPE ? "(" + String.join("|", named) + ")" : "";
    }

    /// The kind of a component. `DocumentReference-relationship` names the definitions of its two the wrong way round.
    private static String kindOf(SearchParameter part, List<Spot> spots) {
        boolean references = spots.stream().allMatch(spot -> spot.type().equals("Reference"));
        boolean codes = spots.stream().allMatch(spot -> spot.type().equals("code"));
        return references ? "reference" : codes ? "token" : part.getType().toCode();
    }

    private List<Spot> component(String base, Spot root, String expression) {
        return expression.startsWith(OF_THE_RESOURCE)
                ? spots(Spot.root(base, model), base, expression.substring(OF_THE_RESOURCE.length())).stream()
                        .map(Spot::absolute)
                        .toList()
                : spots(root, base, expression);
    }

    /// The alternatives of an expression that begin at the type, or at the place given.
    private List<Spot> spots(Spot start, String base, String expression) {
        List<Spot> spots = new ArrayList<>();
        for (String alternative : expression.split("\\|")) {
            String path = AS_OPERATOR.matcher(alternative.strip()).replaceAll("$1.as($2)");
            path = path.startsWith("(") ? path.substring(1, path.length() - 1) : path;
            String[] segments = SEGMENT.split(path);
            boolean named = Character.isUpperCase(segments[0].charAt(0));
            if (!named || segments[0].equals(base)) {
                spots.addAll(walk(start, List.of(segments).subList(named ? 1 : 0, segments.length)));
            }
        }
        return spots;
    }

    private List<Spot> walk(Spot start, List<String> segments) {
        List<Spot> spots = List.of(start);
        for (String segment : segments) {
            spots = spots.stream().flatMap(spot -> step(spot, segment).stream()).toList();
        }
        return spots;
    }

    private List<Spot> step(Spot spot, String segment) {
        Matcher target = RESOLVES_TO.matcher(segment);
        if (target.matches()) {
            return List.of(spot.filtered(target.group(1)));
        }
        Matcher equality = EQUALS.matcher(segment);
        if (equality.matches()) {
            return List.of(spot.filtered(equality.group(1) + "=" + equality.group(2)));
        }
        Matcher as = AS_FUNCTION.matcher(segment);
        if (as.matches()) {
            return spot.type().equalsIgnoreCase(as.group(1)) ? List.of(spot) : List.of();
        }
        Matcher indexed = INDEXED.matcher(segment);
        if (indexed.matches()) {
            return spot.into(indexed.group(1)).stream()
                    .map(inner -> inner.followed(indexed.group(2)))
                    .toList();
        }
        return spot.into(segment);
    }

    /// A place in a resource's JSON.
    ///
    /// @param definition the element's path in its StructureDefinition
    private record Spot(String path, ElementType kind, String definition, boolean ofPatient) {
        static Spot root(String base, StructureModel model) {
            Shape shape = model.shape(base.equals("Resource") ? "Basic" : base);
            return new Spot("", new ElementType.Complex(shape, Set.of()), base, false);
        }

        String type() {
            return kind.type();
        }

        List<Spot> into(String name) {
            Shape shape = switch (kind) {
                case ElementType.Complex complex -> complex.shape();
                case ElementType.Link link -> link.shape();
                case ElementType.Primitive _, ElementType.AnyResource _ ->
                    throw new IllegalStateException("nothing within " + definition);
            };
            Element element = Objects.requireNonNull(shape.element(name), () -> shape + "." + name);
            String prefix = path.isEmpty() ? "" : path + ".";
            return element.types().stream()
                    .map(type -> new Spot(
                            prefix + (element.choice() ? name + capital(type.type()) : name),
                            type,
                            shape.path() + "." + name,
                            element.patient() && type instanceof ElementType.Link))
                    .toList();
        }

        private static String capital(String type) {
            return Character.toUpperCase(type.charAt(0)) + type.substring(1);
        }

        Spot filtered(String filter) {
            return followed("[" + filter + "]");
        }

        /// The types that a reference here may point at; empty for any, and for what is no reference.
        Set<String> targets() {
            int filter = path.indexOf('[');
            if (filter >= 0 && path.indexOf('=', filter) < 0 && !Character.isDigit(path.charAt(filter + 1))) {
                return Set.of(path.substring(filter + 1, path.length() - 1));
            }
            return kind instanceof ElementType.Link link ? link.targets() : Set.of();
        }

        Spot followed(String suffix) {
            return new Spot(path + suffix, kind, definition, ofPatient);
        }

        Spot relative() {
            return new Spot("", kind, definition, ofPatient);
        }

        Spot absolute() {
            return new Spot("/" + path, kind, definition, ofPatient);
        }

        String text(Map<String, String> implicitSystems) {
            String system = implicitSystems.get(definition);
            boolean code = kind instanceof ElementType.Primitive primitive && primitive.kind() == PrimitiveKind.CODE;
            return path + ":" + type() + (code && system != null ? "=" + system : "");
        }
    }
}
