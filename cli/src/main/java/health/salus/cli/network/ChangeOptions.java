package health.salus.cli.network;

import health.salus.cli.shell.Halt;
import health.salus.cli.shell.InputFile;
import health.salus.client.command.Change;
import health.salus.client.rule.RuleDefinition;
import health.salus.client.rule.RuleFile;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.OrganisationId;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.membership.MembershipApplication;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What can be proposed, each as an option; several together are made together, or not at all.
final class ChangeOptions {

    static final String HEADING = "%nChanges:%n";

    @Option(names = "--admit", paramLabel = "FILE", description = "Admit a member, by its application.")
    private List<Path> admitted = List.of();

    @Option(names = "--remove", paramLabel = "MEMBER", description = "Remove a member.")
    private List<String> removed = List.of();

    @Option(names = "--weight", paramLabel = "MEMBER=N", description = "Give a member's vote another weight.")
    private Map<String, Long> weights = new LinkedHashMap<>();

    @Option(
            names = "--card",
            paramLabel = "FILE",
            description = "Replace a member's keys, certificates or addresses by those of its new application.")
    private List<Path> cards = List.of();

    @Option(
            names = "--limits",
            paramLabel = "SESSION,EMERGENCY,KEY-DELAY",
            description = "Other limits, as ISO 8601 durations, such as PT12H,PT4H,P3D.")
    private Optional<String> limits = Optional.empty();

    @Option(
            names = "--contract",
            paramLabel = "NAME=VERSION",
            description = "Put a version of a contract's rules in force. Every member's software has to know it.")
    private Map<String, Integer> contracts = new LinkedHashMap<>();

    @Option(
            names = "--custodians",
            paramLabel = "ID=MEMBER,...",
            description = "Keep the pieces of new records with a further custodian set.")
    private Map<String, String> custodians = new LinkedHashMap<>();

    @Option(
            names = "--supersede",
            paramLabel = "BEFORE=ID",
            description =
                    "Have the custodian set ID, given with --custodians, take the place of set BEFORE, whose records"
                            + " its custodians then move to the new ones.")
    private Map<String, String> superseded = new LinkedHashMap<>();

    @Option(
            names = "--rehost",
            paramLabel = "ORGANISATION=MEMBER",
            description = "Have another member run the node for an organisation.")
    private Map<String, String> hosts = new LinkedHashMap<>();

    @Option(
            names = "--rule",
            paramLabel = "FILE",
            description = "Put the version of a rule in force that is in this file, as it was proposed.")
    private List<Path> rules = List.of();

    @Option(names = "--revoke-rule", paramLabel = "RULE", description = "Ask a rule no more.")
    private List<String> revoked = List.of();

    /// In the order in which they are made: who comes before who goes, and hosts between, so that an organisation is
    /// never without one.
    List<Change> changes(NetworkId network) {
        List<Change> changes = new ArrayList<>();
        cards.forEach(file -> changes.add(new Change.ReplaceCard(application(file, network))));
        admitted.forEach(file -> changes.add(new Change.AdmitMember(application(file, network))));
        weights.forEach((member, weight) -> changes.add(new Change.SetWeight(new MemberId(member), weight)));
        changes.addAll(custodianChanges());
        hosts.forEach((organisation, member) ->
                changes.add(new Change.Rehost(new OrganisationId(organisation), new MemberId(member))));
        removed.forEach(member -> changes.add(new Change.RemoveMember(new MemberId(member))));
        limits.ifPresent(text -> changes.add(new Change.SetLimits(limits(text))));
        contracts.forEach((name, version) -> changes.add(new Change.SetContractVersion(name, version)));
        rules.forEach(file -> changes.add(enact(RuleFile.read(InputFile.read(file)))));
        revoked.forEach(rule -> changes.add(new Change.RevokeRule(rule)));
        if (changes.isEmpty()) {
            throw Halt.usage("nothing is proposed", "Say what to change, with --admit, --remove or another option.");
        }
        return changes;
    }

    private List<Change> custodianChanges() {
        superseded.forEach((before, id) -> {
            if (!custodians.containsKey(id)) {
                throw Halt.usage(
                        "it is not said who the custodians of " + id + " are",
                        "Add --custodians " + id + "=MEMBER,...");
            }
        });
        List<Change> changes = new ArrayList<>();
        custodians.forEach((id, members) -> {
            Change.Custodians set = new Change.Custodians(
                    new CustodianSetId(id),
                    Arrays.stream(members.split(",", -1)).map(MemberId::new).toList());
            List<String> before = superseded.entrySet().stream()
                    .filter(each -> each.getValue().equals(id))
                    .map(Map.Entry::getKey)
                    .toList();
            if (before.isEmpty()) {
                changes.add(new Change.AddCustodians(set));
            }
            before.forEach(each -> changes.add(new Change.SupersedeCustodians(new CustodianSetId(each), set)));
        });
        return changes;
    }

    /// What is voted about is what is in the file, whatever a node says was proposed.
    private static Change enact(RuleDefinition rule) {
        return new Change.EnactRule(rule.id(), rule.version(), rule.digest());
    }

    /// Refused here already if its member did not sign it for this network.
    private static MembershipApplication application(Path file, NetworkId network) {
        MembershipApplication application = new MembershipApplication(MemberHome.read(file));
        application.verify(network);
        return application;
    }

    private static Change.Limits limits(String text) {
        try {
            List<Long> seconds = Arrays.stream(text.split(",", -1))
                    .map(each -> Duration.parse(each).toSeconds())
                    .toList();
            if (seconds.size() == 3) {
                return new Change.Limits(seconds.get(0), seconds.get(1), seconds.get(2));
            }
        } catch (DateTimeParseException noDuration) {
            throw Halt.usage(
                    "--limits has something that is no duration: " + noDuration.getParsedString(),
                    "Durations are written as PT12H or P3D.");
        }
        throw Halt.usage("--limits takes three durations", "For instance --limits PT12H,PT4H,P3D.");
    }
}
