package health.salus.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// The tables of `docs/standards`, which link each clause of a standard to the method that implements or tests it, held
/// against the sources.
///
/// A table counts when a column of its heading is called `class#method`. Its cells hold names in backticks:
/// `Type#method`, `Outer.Inner#method`, or, where two types share a name, the name with its package. A constructor is
/// `Type#<init>`.
final class StandardsList {
    private static final Pattern REFERENCE = Pattern.compile("`([\\w.]+)#([\\w<>]+)(?:\\(\\))?`");
    private static final String COLUMN = "class#method";

    private final Repository repository;

    /// Members of each type, by the type's simple and full names.
    private final Map<String, Set<String>> members = new HashMap<>();

    StandardsList(Repository repository) {
        this.repository = repository;
    }

    /// What is wrong with the tables: one line for each row without a reference and each reference that finds nothing.
    List<String> problems() {
        List<Row> rows = rows();
        parseSources(rows);
        List<String> problems = new ArrayList<>();
        for (Row row : rows) {
            if (row.references().isEmpty()) {
                problems.add(row.place() + ": names no method");
            }
            for (Reference reference : row.references()) {
                Set<String> found = members.get(reference.type());
                if (found == null) {
                    problems.add(row.place() + ": no type " + reference.type());
                } else if (!found.contains(reference.member())) {
                    problems.add(row.place() + ": no method " + reference.type() + "#" + reference.member());
                }
            }
        }
        return problems;
    }

    private record Reference(String type, String member) {
        /// The file that a type is in is called after its outermost class.
        boolean mayLieIn(Path file) {
            String name = file.getFileName().toString();
            return Stream.of(type.split("\\.")).anyMatch(part -> name.equals(part + ".java"));
        }
    }

    private record Row(String place, List<Reference> references) {}

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Path page : repository.files(repository.root().resolve("docs/standards"), ".md")) {
            int column = -1;
            int number = 0;
            for (String line : repository.lines(page)) {
                number++;
                List<String> cells = cells(line);
                if (cells.isEmpty()) {
                    column = -1;
                } else if (column < 0) {
                    column = cells.stream()
                            .map(cell -> cell.replace("`", "").toLowerCase(Locale.ROOT))
                            .toList()
                            .indexOf(COLUMN);
                } else if (!line.matches("[|:\\s-]+")) {
                    String cell = column < cells.size() ? cells.get(column) : "";
                    rows.add(new Row(repository.name(page) + ":" + number, references(cell)));
                }
            }
        }
        return rows;
    }

    private static List<String> cells(String line) {
        String row = line.strip();
        if (!row.startsWith("|")) {
            return List.of();
        }
        return Stream.of(row.substring(1).split("\\|")).map(String::strip).toList();
    }

    private static List<Reference> references(String cell) {
        Matcher matcher = REFERENCE.matcher(cell);
        List<Reference> references = new ArrayList<>();
        while (matcher.find()) {
            references.add(new Reference(matcher.group(1), matcher.group(2)));
        }
        return references;
    }

    private void parseSources(List<Row> rows) {
        Set<Reference> wanted =
                rows.stream().flatMap(row -> row.references().stream()).collect(Collectors.toSet());
        List<Path> files = repository.javaSources().stream()
                .filter(file -> wanted.stream().anyMatch(reference -> reference.mayLieIn(file)))
                .toList();
        if (files.isEmpty()) {
            return;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            for (CompilationUnitTree unit : task.parse()) {
                String prefix = unit.getPackageName() == null ? "" : unit.getPackageName() + ".";
                unit.getTypeDecls().forEach(type -> record(type, prefix, ""));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void record(Tree tree, String packagePrefix, String outerPrefix) {
        if (!(tree instanceof ClassTree type)) {
            return;
        }
        String name = outerPrefix + type.getSimpleName();
        Set<String> found = new HashSet<>();
        // The canonical constructor of a record is written nowhere and its checks may still be a clause.
        found.add("<init>");
        for (Tree member : type.getMembers()) {
            switch (member) {
                case MethodTree method -> found.add(method.getName().toString());
                // Components of a record and constants of an enum: both are fields of the tree.
                case VariableTree field -> found.add(field.getName().toString());
                case ClassTree nested -> record(nested, packagePrefix, name + ".");
                default -> {}
            }
        }
        Stream.of(name, packagePrefix + name)
                .forEach(key ->
                        members.computeIfAbsent(key, _ -> new HashSet<>()).addAll(found));
    }
}
