package health.salus.cli.network;

import picocli.CommandLine.Command;

/// Networks.
@Command(
        name = "network",
        description =
                "Make a network, from public cards or all of it on this machine, run its members here, and decide about it.",
        subcommands = {
            CreateCommand.class,
            GenesisCommand.class,
            RunCommands.Start.class,
            RunCommands.Status.class,
            RunCommands.Stop.class,
            VotingCommands.Propose.class,
            VotingCommands.Vote.class,
            VotingCommands.Withdraw.class,
            VotingCommands.Proposals.class
        },
        footer = {"", "Example:", "  salus network create four --members 4"})
public final class NetworkCommand {

    private NetworkCommand() {}
}
