package health.salus.cli.network;

import health.salus.cli.shell.Shell;
import health.salus.cli.shell.Table;
import health.salus.client.ClientConfig;
import health.salus.client.Credentials;
import health.salus.client.Patience;
import health.salus.client.SalusClient;
import health.salus.client.api.NodeStatus;
import health.salus.client.api.Operations;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How the members of a network on this machine are.
final class RunningMembers {

    private RunningMembers() {}

    /// @param pid of the process that this command line started
    /// @param elsewhere whether something else started it
    /// @param segmentsToMove in the whole network, as this member knows it
    /// @param phase of the node; `stopped` without a process, `starting` while it does not answer
    record Member(
            MemberId member,
            URI url,
            Optional<Long> pid,
            boolean elsewhere,
            String phase,
            Optional<Long> epoch,
            Optional<Long> height,
            Optional<Long> finalSize,
            Optional<Long> segmentsToMove) {

        static Member of(LocalNetwork.Member member, Optional<Long> pid, boolean elsewhere, String phase) {
            return new Member(
                    member.member(),
                    member.url(),
                    pid,
                    elsewhere,
                    phase,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        boolean isActive() {
            return phase.equals("active");
        }

        boolean isStopped() {
            return pid.isEmpty() && !elsewhere;
        }

        /// What answers may be another process than the one that was started, as long as that one is not up.
        Member comingUp() {
            return isActive()
                    ? new Member(
                            member,
                            url,
                            pid,
                            elsewhere,
                            "starting",
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty())
                    : this;
        }

        private String place() {
            return pid.map(number -> "process " + number)
                    .orElse(elsewhere ? "running, started elsewhere" : "no process");
        }
    }

    /// @param operations as one active member sees the network, where it was asked
    record Answer(NetworkId network, boolean active, List<Member> members, Optional<Operations> operations) {

        Answer with(Operations found) {
            return new Answer(network, active, members, Optional.of(found));
        }

        List<String> words() {
            Table table = new Table();
            for (Member member : members) {
                table.row(
                        member.member().value(),
                        member.url().toString(),
                        member.place(),
                        member.phase(),
                        member.epoch().map(epoch -> "epoch " + epoch).orElse(""),
                        member.height().map(height -> "height " + height).orElse(""),
                        member.finalSize().map(size -> size + " final").orElse(""),
                        member.segmentsToMove()
                                .filter(segments -> segments > 0)
                                .map(segments -> segments + " segments to move")
                                .orElse(""));
            }
            List<String> lines = new ArrayList<>();
            lines.add("network " + network);
            lines.addAll(table.lines());
            operations.ifPresent(found -> lines.addAll(OperationsText.lines(found)));
            return lines;
        }
    }

    static Answer look(Shell shell, Path directory) {
        LocalNetwork network = LocalNetwork.read(directory);
        return answer(
                network.network(),
                network.members().stream()
                        .map(member -> look(shell, directory, network, member))
                        .toList());
    }

    static Answer answer(NetworkId network, List<Member> members) {
        return new Answer(network, members.stream().allMatch(Member::isActive), members, Optional.empty());
    }

    private static Member look(Shell shell, Path directory, LocalNetwork network, LocalNetwork.Member member) {
        NodeProcess node = new NodeProcess(LocalNetwork.home(directory, member));
        Optional<Long> pid = node.running().map(ProcessHandle::pid);
        boolean elsewhere = pid.isEmpty() && node.isElsewhere();
        if (pid.isEmpty() && !elsewhere) {
            return Member.of(member, pid, false, "stopped");
        }
        ClientConfig config = ClientConfig.of(member.url(), new Credentials.Anonymous())
                .withSurroundings(shell.surroundings())
                .withPatience(Patience.NONE);
        try (SalusClient client = SalusClient.of(config)) {
            NodeStatus status = client.status();
            // Another node may have the port: what it says is not what this one is.
            if (!status.member().equals(member.member()) || !status.network().equals(network.network())) {
                return Member.of(member, pid, elsewhere, "port in use");
            }
            return new Member(
                    member.member(),
                    member.url(),
                    pid,
                    elsewhere,
                    status.phase(),
                    Optional.of(status.epoch()),
                    Optional.of(status.height()),
                    Optional.of(status.finalSize()),
                    status.segmentsToMove());
        } catch (SalusException notYet) {
            return Member.of(member, pid, elsewhere, "starting");
        }
    }
}
