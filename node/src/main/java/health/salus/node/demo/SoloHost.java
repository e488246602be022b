package health.salus.node.demo;

import health.salus.kernel.SubjectId;
import health.salus.node.NodeRuntime;
import health.salus.node.config.NodeConfigFile;
import java.nio.file.Path;

/// One node that hosts both hospitals.
final class SoloHost implements DemoHost {

    private final Path home;
    private NodeRuntime node;

    SoloHost(Path home) {
        this.home = home;
        this.node = start();
    }

    private NodeRuntime start() {
        return NodeRuntime.start(NodeConfigFile.read(home.resolve("node.properties")));
    }

    @Override
    public NodeRuntime node() {
        return node;
    }

    @Override
    public DemoActions.Attempt read(SubjectId patient) {
        return DemoReader.read(node, patient);
    }

    @Override
    public DemoActions.Tampering whileStopped(Look look) {
        node.close();
        DemoActions.Tampering found = look.at(home);
        node = start();
        return found;
    }

    @Override
    public void close() {
        node.close();
    }
}
