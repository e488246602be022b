package health.salus.node.demo;

import health.salus.kernel.SubjectId;
import health.salus.node.config.NodeConfigFile;
import health.salus.node.web.NodeServer;
import java.nio.file.Path;

/// One node that hosts both hospitals.
final class SoloHost implements DemoHost {

    private final Path home;
    private NodeServer server;

    SoloHost(Path home) {
        this.home = home;
        this.server = start();
    }

    private NodeServer start() {
        NodeServer started = NodeServer.start(NodeConfigFile.read(home.resolve("node.properties")));
        new DemoAccounts(started).openSouth();
        return started;
    }

    @Override
    public NodeServer server() {
        return server;
    }

    @Override
    public String readerAddress() {
        return server.node().config().http().publicUrl();
    }

    @Override
    public DemoActions.Attempt read(SubjectId patient) {
        return DemoReader.read(server.node(), patient);
    }

    @Override
    public DemoActions.Tampering whileStopped(Look look) {
        server.close();
        DemoActions.Tampering found = look.at(home);
        server = start();
        return found;
    }

    @Override
    public void close() {
        server.close();
    }
}
