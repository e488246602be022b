package health.salus.node.demo;

import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.kernel.Digest;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.node.NodeRuntime;
import health.salus.node.config.NodeConfigFile;
import health.salus.node.web.NodeServer;
import health.salus.platform.identity.Requester;
import health.salus.platform.network.Author;
import health.salus.platform.network.Network;
import health.salus.platform.records.RecordReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The other hospital's side of the story: a node that reads a record when it is told to. As a process of its own it
/// takes one pseudonym a line and answers with one line.
public final class DemoReader {

    static final String UP = "up";
    static final String SHOWN = "shown ";
    static final String REFUSED = "refused ";

    private DemoReader() {}

    /// @param arguments the configuration file
    public static int run(List<String> arguments) {
        try (NodeServer server = NodeServer.start(NodeConfigFile.read(Path.of(arguments.getLast())));
                BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            NodeRuntime node = server.node();
            if (hosts(node, DemoPeople.SOUTH)) {
                new DemoAccounts(server).openSouth();
            }
            System.out.println(UP);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(
                        switch (read(node, new SubjectId(line))) {
                            case DemoActions.Attempt.Shown shown -> SHOWN + shown.resources();
                            case DemoActions.Attempt.Refused refused ->
                                REFUSED + refused.code() + " " + refused.detail();
                        });
            }
            return 0;
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static boolean hosts(NodeRuntime node, OrganisationId organisation) {
        return node.cards().stream()
                .anyMatch(card ->
                        card.member().equals(node.self()) && card.organisation().equals(organisation));
    }

    static DemoActions.Attempt read(NodeRuntime node, SubjectId patient) {
        registerDoctor(node);
        Author author = new Author(DemoPeople.SOUTH_DOCTOR, node.config().http().publicUrl(), Digest.ZERO);
        Requester reader = new Requester(author, DemoPeople.SOUTH, PurposeOfUse.TREAT);
        try {
            RecordReader.Selection selection = node.reader().select(reader, patient, _ -> true);
            node.reader().shown(selection, selection.resources());
            node.settleDisclosures();
            return new DemoActions.Attempt.Shown(selection.resources().size());
        } catch (SalusException refused) {
            node.settleDisclosures();
            return new DemoActions.Attempt.Refused(refused.code().name(), refused.detail());
        }
    }

    /// By the member that hosts the hospital, the first time.
    private static void registerDoctor(NodeRuntime node) {
        Network network = node.network();
        if (Directory.of(network.state()).principal(DemoPeople.SOUTH_DOCTOR).isEmpty()) {
            IdentityCommand command = new IdentityCommand.RegisterPrincipal(
                    DemoPeople.SOUTH_DOCTOR, PrincipalKind.PRACTITIONER, DemoPeople.SOUTH, List.of());
            network.decide(network.signAsMember(List.of(IdentityCommand.FORMAT.encode(command))))
                    .orThrow();
        }
    }
}
