package health.salus.fhir.search;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The search parameters of every FHIR R4 resource type, read from the shipped table
/// (docs/formats/fhir-search-table.md).
public final class SearchModel {
    /// The section of the table that holds for all types.
    static final String ANY_TYPE = "Resource";

    private static final String HEADER = "salus fhir-search 1 4.0.1";

    /// The lines of each type's section: compiled when the type is first asked for, so that a start does not wait.
    private final Map<String, List<String>> sections = new HashMap<>();

    private final Map<String, SortedMap<String, SearchParameter>> byType = new ConcurrentHashMap<>();

    private SearchModel() {}

    /// FHIR R4, loaded on first use.
    public static SearchModel r4() {
        return Loaded.R4;
    }

    private static final class Loaded {
        static final SearchModel R4 = load();
    }

    /// The parameters of a type, those that every type has included, in the order of their names.
    public Collection<SearchParameter> parameters(String type) {
        return of(type).values();
    }

    /// The parameter by which resources of a type can be searched.
    public Optional<SearchParameter> parameter(String type, String name) {
        return Optional.ofNullable(of(type).get(name));
    }

    private SortedMap<String, SearchParameter> of(String resourceType) {
        return byType.computeIfAbsent(sections.containsKey(resourceType) ? resourceType : ANY_TYPE, this::compile);
    }

    private static SearchModel load() {
        SearchModel parameters = new SearchModel();
        try (var stream = Objects.requireNonNull(SearchModel.class.getResourceAsStream("search.txt"));
                var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
            if (!HEADER.equals(reader.readLine())) {
                throw new IllegalStateException("unknown search table");
            }
            List<String> section = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith(" ")) {
                    section.add(line);
                } else {
                    section = new ArrayList<>();
                    parameters.sections.put(line, section);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parameters;
    }

    private SortedMap<String, SearchParameter> compile(String resourceType) {
        SortedMap<String, SearchParameter> compiled = new TreeMap<>();
        compile(sections.getOrDefault(ANY_TYPE, List.of()), compiled);
        compile(sections.getOrDefault(resourceType, List.of()), compiled);
        return Collections.unmodifiableSortedMap(compiled);
    }

    private static void compile(List<String> lines, SortedMap<String, SearchParameter> compiled) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            List<SearchParameter.Component> components = new ArrayList<>();
            while (i + 1 < lines.size() && lines.get(i + 1).startsWith("  ")) {
                components.add(component(lines.get(++i).strip().split(" ")));
            }
            SearchParameter parameter = parameter(line.strip().split(" "), components);
            compiled.put(parameter.name(), parameter);
        }
    }

    /// `name kind[(target|...)] path... [~patient]`
    private static SearchParameter parameter(String[] words, List<SearchParameter.Component> components) {
        boolean patient = words[words.length - 1].equals("~patient");
        int bracket = words[1].indexOf('(');
        ParameterType kind = ParameterType.of(bracket < 0 ? words[1] : words[1].substring(0, bracket));
        Set<String> targets = bracket < 0
                ? Set.of()
                : Set.of(words[1].substring(bracket + 1, words[1].length() - 1).split("\\|"));
        var head = new SearchParameter.Head(words[0], kind, targets, patient);
        return new SearchParameter(head, paths(words, 2, words.length - (patient ? 1 : 0)), components);
    }

    /// `kind path...`
    private static SearchParameter.Component component(String[] words) {
        return new SearchParameter.Component(ParameterType.of(words[0]), paths(words, 1, words.length));
    }

    private static List<ElementPath> paths(String[] words, int from, int to) {
        List<ElementPath> paths = new ArrayList<>();
        for (int i = from; i < to; i++) {
            paths.add(ElementPath.read(words[i]));
        }
        return paths;
    }
}
