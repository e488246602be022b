package health.salus.cli.network;

import picocli.CommandLine.Command;

/// Networks.
@Command(
        name = "network",
        description = "Make a network, from public cards or all of it on this machine, and run its members here.",
        subcommands = {
            CreateCommand.class,
            GenesisCommand.class,
            RunCommands.Start.class,
            RunCommands.Status.class,
            RunCommands.Stop.class
        },
        footer = {"", "Example:", "  salus network create four --members 4"})
public final class NetworkCommand {

    private NetworkCommand() {}
}
