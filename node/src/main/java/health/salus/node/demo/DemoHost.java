package health.salus.node.demo;

import health.salus.kernel.SubjectId;
import health.salus.node.web.NodeServer;
import java.nio.file.Path;

/// Where the story takes place: one node, or four in as many processes.
interface DemoHost extends AutoCloseable {

    /// The server of the hospital that writes. Another object after [#whileStopped].
    NodeServer server();

    /// Where the people of the hospital that reads sign in.
    String readerAddress();

    /// What the other hospital gets when it asks for a patient's record.
    DemoActions.Attempt read(SubjectId patient);

    /// The directory of a member whose node is stopped while `look` looks at a copy of it.
    DemoActions.Tampering whileStopped(Look look);

    @Override
    void close();

    /// What is done with the directory of a stopped node.
    @FunctionalInterface
    interface Look {
        DemoActions.Tampering at(Path home);
    }
}
