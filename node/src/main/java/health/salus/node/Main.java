package health.salus.node;

import health.salus.kernel.SalusException;
import health.salus.node.config.NodeConfig;
import health.salus.node.config.NodeConfigFile;
import health.salus.node.demo.DemoCommand;
import health.salus.node.demo.DemoReader;
import health.salus.node.fsck.Fsck;
import health.salus.node.rules.RuleCheckCommand;
import health.salus.node.setup.GossipKeysCommand;
import health.salus.node.setup.TrainingCommand;
import health.salus.node.web.NodeServer;
import health.salus.proof.membership.HomeUse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// The node's program. The launcher sends it `start`, `demo`, `fsck` and `rule check`.
public final class Main {

    private static final int REFUSED = 1;
    private static final int USAGE = 2;
    private static final int UNAVAILABLE = 3;
    private static final int INTERNAL = 5;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String[] arguments) {
        if (arguments.length == 0) {
            System.err.println(Usage.all());
            return USAGE;
        }
        List<String> rest = List.of(arguments).subList(1, arguments.length);
        Optional<String> help = Usage.asked(arguments[0], rest);
        if (help.isPresent()) {
            System.out.println(help.get());
            return 0;
        }
        try {
            return switch (arguments[0]) {
                case "start" -> isThere(rest) ? start(rest) : USAGE;
                case "fsck" -> isThere(rest) ? fsck(rest) : USAGE;
                case "rule" -> rule(rest);
                case "demo" -> DemoCommand.run(rest);
                case "demo-member" -> DemoReader.run(rest);
                // These two are for the launcher and for the command line's program.
                case "gossip-keys" -> GossipKeysCommand.run(rest);
                case "train" -> TrainingCommand.run(Path.of(rest.getFirst()));
                default -> {
                    System.err.println("unknown command " + arguments[0] + "; see salus --help");
                    yield USAGE;
                }
            };
        } catch (SalusException refused) {
            System.err.println("salus: " + refused.getMessage());
            System.err.println("  " + refused.code().nextStep());
            return switch (refused.code().kind()) {
                case CALLER, REFUSED -> REFUSED;
                case UNAVAILABLE -> UNAVAILABLE;
                case INTERNAL -> INTERNAL;
            };
        }
    }

    private static int start(List<String> arguments) {
        NodeConfig config = NodeConfigFile.read(configuration(arguments));
        // Before anything logs: logback.xml reads these. A person at a terminal may prefer -Dsalus.log.format=text.
        System.getProperties().putIfAbsent("salus.log.format", "json");
        System.getProperties().putIfAbsent("salus.log.level", "INFO");
        System.getProperties()
                .putIfAbsent(
                        "salus.engine.log", config.data().resolve("engine.log").toString());
        NodeServer server = NodeServer.start(config);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            stopped.countDown();
        }));
        System.out.println("node of member " + server.node().self() + " in network "
                + server.node().genesis().network() + HomeUse.UP
                + server.node().config().http().publicUrl());
        try {
            stopped.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private static int fsck(List<String> arguments) {
        NodeConfig config = NodeConfigFile.read(configuration(arguments));
        if (Fsck.isRunning(config)) {
            System.err.println(HomeUse.RUNNING + "; stop it, then look at what it keeps");
            return UNAVAILABLE;
        }
        List<Fsck.Finding> findings = Fsck.run(config);
        findings.forEach(finding -> System.out.println(finding));
        System.out.println(
                findings.isEmpty()
                        ? "nothing is wrong"
                        : findings.size() + (findings.size() == 1 ? " finding" : " findings"));
        return findings.isEmpty() ? 0 : 4;
    }

    /// `rule check [--json] FILE`; the other commands about rules are the command line's program's.
    private static int rule(List<String> arguments) {
        List<String> files = arguments.stream()
                .skip(1)
                .filter(each -> !each.equals("--json"))
                .toList();
        boolean understood = arguments.indexOf("check") == 0
                && files.size() == 1
                && !files.getFirst().startsWith("-");
        if (!understood) {
            System.err.println(Usage.asked("rule", List.of("--help")).orElseThrow());
            return USAGE;
        }
        return RuleCheckCommand.run(Path.of(files.getFirst()), arguments.contains("--json"), System.out);
    }

    private static boolean isThere(List<String> arguments) {
        Path given = configuration(arguments);
        if (Files.exists(given)) {
            return true;
        }
        System.err.println("salus: " + given + " is not there");
        System.err.println("  Name a member's home (salus member init makes one), or its node.properties.");
        return false;
    }

    private static Path configuration(List<String> arguments) {
        return Path.of(arguments.isEmpty() ? "node.properties" : arguments.getLast());
    }
}
