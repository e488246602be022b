package health.salus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script `salus` in a project whose Maven and whose JDK are scripts: what is looked for, built, cached and run.
class LauncherTest {

    private static final long PATIENCE_SECONDS = 240;

    private static final String MAVEN = """
            #!/bin/sh
            here=$(dirname "$0")
            echo build >>"$here/builds"
            echo '[INFO] Building Salus [1/1]'
            if [ -e "$here/broken" ]; then echo '[ERROR] a bracket is missing'; exit 1; fi
            for program in cli node; do
              mkdir -p "$here/$program/target"
              echo library.jar >"$here/$program/target/classpath"
              : >"$here/$program/target/$program-1.jar"
            done
            """;

    /// Makes a cache as the flags ask for it, and otherwise says what it was asked to run.
    private static final String JAVA = """
            #!/bin/sh
            here=$(dirname "$0")/../..
            for argument; do
              case $argument in
              -XX:AOTMode=record)
                if [ -e "$here/hangs" ]; then echo $$ >"$here/hanging"; exec sleep 600; fi
                exit 0
                ;;
              -XX:AOTCache=*) cache=${argument#*=} ;;
              -XX:AOTMode=create) creates=yes ;;
              esac
            done
            if [ -n "$creates" ]; then echo classes >"$cache"; exit; fi
            if [ -e "$here/hangs" ]; then until [ -s "$here/hanging" ]; do sleep 0.1; done; fi
            echo "ran $*"
            """;

    @TempDir
    Path directory;

    private final Map<String, String> environment = new TreeMap<>();

    @BeforeEach
    void makeProject() throws IOException {
        Path original = Path.of("..").resolve("salus");
        script(project().resolve("salus"), Files.readString(original));
        script(project().resolve("bin/find-jdk"), Files.readString(original.resolveSibling("bin/find-jdk")));
        script(project().resolve("mvnw"), MAVEN);
        environment.put("JAVA_HOME", jdk("jdk", 25).toString());
        // A cache is made beside what runs, and would still be written when the test's folder is deleted.
        environment.put("SALUS_NO_AOT", "yes");
    }

    @Test
    void withoutAJdkItSaysWhereItLooked() throws Exception {
        Path old = jdk("old", 17);
        environment.put("JAVA_HOME", old.toString());
        environment.put("PATH", jdk("default", 21).resolve("bin") + ":" + System.getenv("PATH"));
        environment.put("SALUS_JDK_PLACES", directory + "/jvms/*:" + directory + "/o*");

        Ended ended = salus("verify", "a.receipt");

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines())
                .containsExactly(
                        "Salus needs a JDK of version 25 or newer, and there is none at:",
                        "  JAVA_HOME: version 17 in " + old,
                        "  java on the PATH: version 21 in " + directory.resolve("default"),
                        "  " + directory + "/jvms/*: no JDK",
                        "  " + directory + "/o*: version 17 in " + old,
                        "Install one (Eclipse Temurin 25 is what Salus is tried on), unpack it in one of these places,"
                                + " or set JAVA_HOME.");
        assertThat(project().resolve("builds")).doesNotExist();
    }

    @Test
    void theLowestJdkThatSufficesIsTaken() throws Exception {
        jdk("jvms/17", 17);
        jdk("jvms/26", 26);
        Path suits = jdk("jvms/the one", 25);
        environment.put("JAVA_HOME", directory.resolve("gone").toString());
        environment.put("PATH", jdk("default", 17).resolve("bin") + ":" + System.getenv("PATH"));
        environment.put("SALUS_JDK_PLACES", directory + "/jvms/*");

        Ended ended = Ended.of(start("bin/find-jdk"));

        assertThat(ended.out()).isEqualTo(suits + "\n");
    }

    @Test
    void launchersThatStartTogetherBuildOnce() throws Exception {
        List<Process> launchers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            launchers.add(start("salus", i % 2 == 0 ? "status" : "start"));
        }
        for (Process launcher : launchers) {
            Ended ended = Ended.of(launcher);
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.out()).contains("ran ").contains("library.jar");
        }

        assertThat(Files.readAllLines(project().resolve("builds"))).hasSize(1);
    }

    @Test
    void eachCommandGoesToTheProgramThatKnowsIt() throws Exception {
        assertThat(salus("rule", "check", "a rule.json").out())
                .endsWith(" health.salus.node.Main rule check a rule.json\n");
        assertThat(salus("rule", "list").out()).endsWith(" health.salus.cli.Main rule list\n");
        assertThat(salus("fsck").out()).endsWith(" health.salus.node.Main fsck\n");
    }

    @Test
    void aBuildThatFailsIsShownAndTriedAgain() throws Exception {
        Files.createFile(project().resolve("broken"));

        Ended failed = salus("status");
        Files.delete(project().resolve("broken"));
        Ended mended = salus("status");

        assertThat(failed.code()).isEqualTo(5);
        assertThat(failed.err())
                .contains("[ERROR] a bracket is missing")
                .contains("The build failed. Its log: " + project().resolve("target/launcher/build.log"));
        assertThat(mended.code()).as(mended.err()).isZero();
    }

    @Test
    void aLaterBuildDoesNotTouchWhatRuns() throws Exception {
        Path before = ownJar(salus("status"));
        Path source = Files.createDirectories(project().resolve("cli/src/main")).resolve("Changed.java");
        Files.writeString(source, "class Changed {}");

        Path after = ownJar(salus("status"));

        assertThat(Files.readAllLines(project().resolve("builds"))).hasSize(2);
        assertThat(after).exists().isNotEqualTo(before);
        assertThat(before).exists();
    }

    /// The jar of the program itself, from the class path that it was run with.
    private static Path ownJar(Ended ended) {
        assertThat(ended.code()).as(ended.err()).isZero();
        String path = ended.out().substring(ended.out().indexOf("-cp ") + 4);
        return Path.of(path.substring(0, path.indexOf(':')));
    }

    @Test
    void nobodyWaitsForACacheThatHangs() throws Exception {
        environment.remove("SALUS_NO_AOT");
        Files.createFile(directory.resolve("hangs"));

        Ended ended = salus("verify", "a.receipt");
        ProcessHandle hanging = ProcessHandle.of(Long.parseLong(
                        Files.readString(directory.resolve("hanging")).strip()))
                .orElseThrow();

        // All output of the launcher has ended, while the training has not.
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out()).endsWith("verify a.receipt\n").doesNotContain("AOTCache");
        assertThat(hanging.isAlive()).isTrue();
        hanging.destroyForcibly();
    }

    @Test
    void aTrainingThatHangsIsEndedAndDoneWithout() throws Exception {
        environment.remove("SALUS_NO_AOT");
        salus("--version");
        deleteCaches();
        Files.createFile(directory.resolve("hangs"));
        environment.put("SALUS_AOT_SECONDS", "1");

        try (WatchService watch = watchCaches()) {
            salus("status");
            awaitCache(watch);
        }
        Ended after = salus("status");

        assertThat(after.out()).contains("ran ").doesNotContain("AOTCache");
        assertThat(ProcessHandle.of(Long.parseLong(
                                Files.readString(directory.resolve("hanging")).strip()))
                        .filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void aCacheIsUsedOnceItIsThere() throws Exception {
        environment.remove("SALUS_NO_AOT");
        Files.createDirectories(caches());
        try (WatchService watch = watchCaches()) {
            Ended first = salus("status");
            assertThat(first.out()).doesNotContain("AOTCache");
            Path cache = awaitCache(watch);

            Ended second = salus("status");

            assertThat(second.out()).contains("-XX:AOTCache=" + cache + " ");
        }
        environment.put("SALUS_NO_AOT", "yes");
        assertThat(salus("status").out()).doesNotContain("AOTCache");
    }

    private Path project() {
        return directory.resolve("project");
    }

    private Path caches() {
        return project().resolve("target/launcher");
    }

    private void deleteCaches() throws Exception {
        // A training may still be under way: its lock is held for as long.
        new ProcessBuilder("flock", caches().resolve("cache-cli.lock").toString(), "true")
                .start()
                .waitFor();
        try (var files = Files.list(caches())) {
            for (Path file : files.filter(LauncherTest::isCache).toList()) {
                Files.delete(file);
            }
        }
    }

    private static boolean isCache(Path file) {
        return file.getFileName().toString().endsWith(".aot");
    }

    private WatchService watchCaches() throws IOException {
        WatchService watch = directory.getFileSystem().newWatchService();
        caches().register(watch, StandardWatchEventKinds.ENTRY_CREATE);
        return watch;
    }

    private Path awaitCache(WatchService watch) throws Exception {
        while (true) {
            var key = watch.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(key).as("no cache came").isNotNull();
            for (var event : key.pollEvents()) {
                Path made = caches().resolve((Path) event.context());
                if (isCache(made)) {
                    return made;
                }
            }
            key.reset();
        }
    }

    /// A JDK as far as the launcher looks at it.
    private Path jdk(String name, int version) throws IOException {
        Path home = directory.resolve(name);
        script(home.resolve("bin/java"), JAVA);
        script(home.resolve("bin/javac"), JAVA);
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + ".0.1\"\n");
        return home;
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Ended salus(String... arguments) throws Exception {
        return Ended.of(start("salus", arguments));
    }

    private Process start(String script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(project().resolve(script).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SALUS_"));
        builder.environment().putAll(environment);
        return builder.start();
    }
}
