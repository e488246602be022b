package health.salus.node.custody;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.records.RecordsCommand;
import health.salus.contracts.records.RecordsCommand.WriteRecords;
import health.salus.contracts.records.SegmentRegistration;
import health.salus.contracts.records.TypeGroup;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.Digest;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SubjectId;
import health.salus.ledger.block.Block;
import health.salus.ledger.state.Locality;
import health.salus.node.NodeRuntime;
import health.salus.node.config.NodeConfigFile;
import health.salus.node.setup.LocalNetwork;
import health.salus.node.setup.MemberSetup;
import health.salus.platform.network.Author;
import health.salus.platform.network.Decision;
import health.salus.platform.network.Network;
import health.salus.platform.records.RecordChange;
import health.salus.platform.records.Submission;
import health.salus.proof.transaction.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever a principal has written into the log, upkeep goes past what the contract did not take.
class RefusedRecordsTest {

    private static final PrincipalId DOCTOR = new PrincipalId("doctor.north");
    private static final SubjectId SUBJECT = new SubjectId("00112233445566778899aabbccddeeff");

    @TempDir
    Path directory;

    private NodeRuntime node;

    @BeforeEach
    void start() throws IOException {
        LocalNetwork.Member north = new LocalNetwork.Member("north", new MemberSetup.Addresses("127.0.0.1", 0, 0, 1));
        Path configuration = LocalNetwork.create(directory, new NetworkId("one"), List.of(north))
                .getFirst();
        Files.write(configuration, List.of("vault.missed-after=PT0S"), StandardOpenOption.APPEND);
        node = NodeRuntime.start(NodeConfigFile.read(configuration));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void namesNothingOfARefusedCommand() {
        Block unreadable = refused(new Command("records", "WriteRecords", 1, Octets.ofHex("ff")));
        assertThat(LedgerSegments.namedIn(unreadable)).isEmpty();

        SegmentRegistration invented = new SegmentRegistration(
                new SegmentId("ab".repeat(16)),
                TypeGroup.OBSERVATIONS,
                List.of(),
                new CustodianSetId("members"),
                Digest.ZERO,
                Digest.ZERO,
                1);
        Block untrue = refused(RecordsCommand.FORMAT.encode(
                new WriteRecords(Optional.of(SUBJECT), List.of(invented), List.of(), Octets.EMPTY, List.of())));
        assertThat(LedgerSegments.namedIn(untrue)).isEmpty();
    }

    @Test
    void upkeepGoesPastIt() {
        refused(new Command("records", "WriteRecords", 1, Octets.ofHex("ff")));
        Block written = write();
        assertThat(LedgerSegments.namedIn(written)).hasSize(1);

        assertThat(node.upkeep().scrub().damages()).isEmpty();
        assertThat(node.upkeep().counts().scrubbed()).isEqualTo(1);
        node.upkeep().complete();
    }

    private Block refused(Command command) {
        Network network = node.network();
        Decision decision = network.decide(network.signAsMember(List.of(command)));
        assertThat(decision.isAccepted()).isFalse();
        return node.ledger().block(decision.height()).orElseThrow();
    }

    private Block write() {
        OrganisationId north = new OrganisationId("north-hospital");
        Network network = node.network();
        network.decide(network.signAsMember(List.of(IdentityCommand.FORMAT.encode(
                        new IdentityCommand.RegisterPrincipal(DOCTOR, PrincipalKind.PRACTITIONER, north, List.of())))))
                .orThrow();
        String id = Locality.of(SUBJECT).hex() + "-" + "ab".repeat(16);
        RecordChange put = new RecordChange.Put(
                "Observation",
                id,
                1,
                Optional.of(SUBJECT),
                TypeGroup.OBSERVATIONS,
                List.of(),
                Octets.utf8("{\"resourceType\":\"Observation\",\"id\":\"" + id + "\",\"status\":\"final\"}"));
        Digest transaction = node.writer()
                .write(new Submission(
                        new Author(DOCTOR, "https://north.example", Digest.ZERO),
                        north,
                        List.of(put),
                        List.of(SUBJECT),
                        List.of(),
                        Optional.empty()))
                .transactionId();
        long height = network.find(transaction).orElseThrow().height();
        return node.ledger().block(height).orElseThrow();
    }
}
