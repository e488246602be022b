package health.salus.cli.login;

import health.salus.cli.shell.Dialogue;
import health.salus.cli.shell.Shell;
import health.salus.cli.shell.Table;
import health.salus.client.SalusClient;
import health.salus.client.api.LedgerDiskUse;
import health.salus.client.api.NodeStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// How a node is.
@Command(
        name = "status",
        description = "Say how a node is: its network, whether it is active, how much of its log is final.",
        footer = {"", "Example:", "  salus status --url http://localhost:8080"})
public final class StatusCommand implements Callable<Integer> {

    private static final long BYTES_PER_MEGABYTE = 1024 * 1024;

    private final Shell shell;

    @Mixin
    private final Dialogue dialogue = new Dialogue();

    StatusCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (SalusClient client = dialogue.connection().probe(shell)) {
            NodeStatus status = client.status();
            Table table = new Table()
                    .row("node", dialogue.connection().node(shell).toString())
                    .row("network", status.network().value())
                    .row("member", status.member().value())
                    .row("consensus", status.engine())
                    .row(
                            "epoch",
                            status.epoch()
                                    + status.pause()
                                            .map(pause -> ", which began after a pause of " + pause.toMillis() + " ms")
                                            .orElse(""))
                    .row(
                            "phase",
                            status.phase()
                                    + status.reason()
                                            .map(reason -> ": " + reason)
                                            .orElse(""))
                    .row("height", Long.toString(status.height()))
                    .row("log", status.logSize() + " entries, " + status.finalSize() + " of them final")
                    .row("software", status.software());
            status.disk().ifPresent(use -> table.row("disk", disk(use)));
            status.segmentsToMove()
                    .filter(segments -> segments > 0)
                    .ifPresent(segments ->
                            table.row("to move", segments + " segments, to the custodians that are in force"));
            status.portal().ifPresent(portal -> table.row("portal", portal.toString()));
            return dialogue.show(shell, status, table.lines());
        }
    }

    private static String disk(LedgerDiskUse use) {
        return use.bytes() / BYTES_PER_MEGABYTE + " MB"
                + (use.firstBlock() == 0 ? "" : ", blocks from " + use.firstBlock() + " on; older ones in the archive")
                + use.trouble()
                        .map(trouble -> "; nothing is archived: " + trouble)
                        .orElse("");
    }
}
