import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Plants one violation for each guard of the build in a copy of the repository, runs the build over it, and demands that
/// the build fails with that guard's own words. A guard that lets its plant pass guards nothing.
///
/// Run from the root: `java config/guards/Prove.java`, or with a word to run only the plants whose name contains it. The
/// guards that are tests (ArchUnit, Modulith, file lengths, the standards list) carry their plants in their own sources.
final class Prove {
    /// A change to the copy, the goal that must notice it, and what the guard must say.
    record Plant(String name, String module, String goal, String file, String content, String expected) {}

    private static final List<Plant> PLANTS = List.of(
            source("current time in the core", "kernel", "process-classes", """
                    /// Reads the clock.
                    static java.time.Instant planted() {
                        return java.time.Instant.now();
                    }
                    """, "Forbidden method invocation: java.time.Instant#now()"),
            source("random identifier in the core", "kernel", "process-classes", """
                    static java.util.UUID planted() {
                        return java.util.UUID.randomUUID();
                    }
                    """, "Forbidden method invocation: java.util.UUID#randomUUID()"),
            source("standard output in the core", "kernel", "process-classes", """
                    static void planted() {
                        System.out.println("planted");
                    }
                    """, "Forbidden field access: java.lang.System#out"),
            source("default locale in the core", "kernel", "process-classes", """
                    static String planted(Object value) {
                        return String.format("%s", value);
                    }
                    """, "Forbidden method invocation: java.lang.String#format"),
            source("environment in the core", "consensus", "process-classes", """
                    static String planted() {
                        return System.getProperty("user.dir", "");
                    }
                    """, "Forbidden method invocation: java.lang.System#getProperty"),
            source("unordered map in the ledger", "ledger", "process-classes", """
                    static java.util.Map<String, String> planted() {
                        return new java.util.HashMap<>();
                    }
                    """, "Forbidden method invocation: java.util.HashMap#<init>"),
            source("unordered set in a contract", "contracts", "process-classes", """
                    static java.util.Set<String> planted() {
                        return java.util.Set.of("b", "a");
                    }
                    """, "Forbidden method invocation: java.util.Set#of"),
            source("file in a contract", "contracts", "process-classes", """
                    static boolean planted(java.nio.file.Path path) {
                        return java.nio.file.Files.exists(path);
                    }
                    """, "Forbidden class/interface use: java.nio.file.Files"),
            source("null returned", "kernel", "compile", """
                    static String planted() {
                        return null;
                    }
                    """, "[NullAway] returning @Nullable expression"),
            new Plant("package without a null marking", "kernel", "compile",
                    "kernel/src/main/java/health/salus/kernel/planted/Planted.java",
                    "package health.salus.kernel.planted;\n\nfinal class Planted {\n    private Planted() {}\n}\n",
                    "[RequireExplicitNullMarking]"),
            source("compiler warning", "kernel", "compile", """
                    static java.util.List planted() {
                        return java.util.List.of();
                    }
                    """, "found raw type: java.util.List"),
            source("bug pattern", "kernel", "compile", """
                    static boolean planted(String one, String other) {
                        return one == other;
                    }
                    """, "[ReferenceEquality]"),
            source("arrow that the module does not declare", "ledger", "compile", """
                    static Class<?> planted() {
                        return health.salus.vault.Planted.class;
                    }
                    """, "package health.salus.vault does not exist"),
            source("library that only a dependency declares", "ledger", "verify", """
                    static byte[] planted() {
                        return org.bouncycastle.util.encoders.Hex.decode("00");
                    }
                    """, "Used undeclared dependencies found"),
            new Plant("file that is not formatted", "kernel", "verify",
                    "kernel/src/main/java/health/salus/kernel/Planted.java",
                    "package health.salus.kernel;\n\nfinal class Planted { private Planted() {} }\n",
                    "The following files had format violations"),
            pom("library outside the list of the core", "ledger", "</dependencies>", """
                    <dependency><groupId>com.google.guava</groupId><artifactId>guava</artifactId></dependency>
                    </dependencies>""", "com.google.guava:guava:jar"),
            pom("library in two versions", "vault", "</dependencies>", """
                    <dependency><groupId>com.google.guava</groupId><artifactId>failureaccess</artifactId><version>1.0.2</version></dependency>
                    </dependencies>""", "DependencyConvergence"),
            pom("plugin without a version", "simulator", "</project>", """
                    <build><plugins><plugin><artifactId>maven-antrun-plugin</artifactId></plugin></plugins></build>
                    </project>""", "Pin every plugin"),
            pom("mocking library", "vault", "</dependencies>", """
                    <dependency><groupId>org.mockito</groupId><artifactId>mockito-core</artifactId><scope>test</scope></dependency>
                    </dependencies>""", "org.mockito:mockito-core:jar"));

    private final Path root;
    private final Path copy;

    private Prove(Path root, Path copy) {
        this.root = root;
        this.copy = copy;
    }

    static void main(String... words) throws Exception {
        Path root = Path.of("").toAbsolutePath();
        if (!Files.exists(root.resolve("config/guards/Prove.java"))) {
            throw new IllegalStateException("Run this from the root of the repository");
        }
        Prove prove = new Prove(root, Files.createTempDirectory("salus-guards"));
        boolean proven;
        try {
            proven = prove.run(words.length == 0 ? "" : words[0]);
        } finally {
            prove.delete(prove.copy);
        }
        System.exit(proven ? 0 : 1);
    }

    private boolean run(String word) throws IOException, InterruptedException {
        copyRepository();
        Result clean = build("process-classes", "contracts,consensus");
        if (clean.status() != 0) {
            // Over a copy that fails by itself, a failure proves nothing.
            System.out.println("The copy does not build without a plant:\n" + clean.output());
            return false;
        }
        List<String> missed = new ArrayList<>();
        int tried = 0;
        for (Plant plant : PLANTS) {
            if (!plant.name().contains(word)) {
                continue;
            }
            tried++;
            Optional<String> miss = miss(plant);
            System.out.println((miss.isEmpty() ? "caught  " : "MISSED  ") + plant.name());
            miss.ifPresent(output -> missed.add(plant.name() + "\n" + output));
        }
        missed.forEach(System.out::println);
        System.out.println("Guards proven: " + (tried - missed.size()) + " of " + tried);
        return missed.isEmpty() && tried > 0;
    }

    /// The output of the build when it did not fail as it should.
    private Optional<String> miss(Plant plant) throws IOException, InterruptedException {
        Path file = copy.resolve(plant.file());
        boolean existed = Files.exists(file);
        String before = existed ? Files.readString(file) : "";
        Files.createDirectories(file.getParent());
        Files.writeString(file, existed ? before.replace(firstLine(plant), plant.content()) : plant.content());
        Result result = build(plant.goal(), plant.module());
        if (existed) {
            Files.writeString(file, before);
        } else {
            Files.delete(file);
        }
        // Classes of a plant would stay behind for the next build.
        delete(copy.resolve(plant.module()).resolve("target/classes"));
        boolean caught = result.status() != 0 && result.output().contains(plant.expected());
        return caught ? Optional.empty() : Optional.of(result.output());
    }

    /// The text of an existing file that a plant takes the place of: the last line of what it puts there.
    private static String firstLine(Plant plant) {
        return plant.content().substring(plant.content().lastIndexOf('\n') + 1);
    }

    private record Result(int status, String output) {}

    private Result build(String goal, String modules) throws IOException, InterruptedException {
        // Warnings must be heard: `-q` would hide the lines that `-Werror` speaks of.
        List<String> command = List.of(
                copy.resolve("mvnw").toString(), "-B", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", goal, "-pl", modules,
                "-am", "-Dmaven.test.skip=true");
        Process process = new ProcessBuilder(command)
                .directory(copy.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private void copyRepository() throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
                String name = directory.getFileName().toString();
                if (name.equals(".git") || name.equals("target") || directory.endsWith("src/test")) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(copy.resolve(root.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, copy.resolve(root.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void delete(Path directory) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (var found = Files.walk(directory)) {
            for (Path path : found.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Plant source(String name, String module, String goal, String method, String expected) {
        String type = "package health.salus." + module + ";\n\nfinal class Planted {\n    private Planted() {}\n\n"
                + method.indent(4) + "}\n";
        String file = module + "/src/main/java/health/salus/" + module + "/Planted.java";
        return new Plant(name, module, goal, file, type, expected);
    }

    private static Plant pom(String name, String module, String place, String content, String expected) {
        if (!content.endsWith(place)) {
            throw new IllegalArgumentException(name + " must end with " + place);
        }
        return new Plant(name, module, "validate", module + "/pom.xml", content, expected);
    }
}
