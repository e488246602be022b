package health.salus.node.custody;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.records.Acknowledgement;
import health.salus.contracts.records.RecordsCommand;
import health.salus.contracts.records.RecordsCommand.WriteRecords;
import health.salus.contracts.records.SegmentRegistration;
import health.salus.contracts.records.Segments;
import health.salus.contracts.records.TypeGroup;
import health.salus.kernel.Digest;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
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
import health.salus.proof.transaction.SignedTransaction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A write whose pieces do not fit into one request to a custodian.
class LargeWriteTest {

    private static final PrincipalId DOCTOR = new PrincipalId("doctor.north");
    private static final OrganisationId NORTH = new OrganisationId("north-hospital");
    private static final SubjectId SUBJECT = new SubjectId("00112233445566778899aabbccddeeff");

    /// Two do not share a segment, and four segments of these fill a request.
    private static final int DOCUMENT_BYTES = 1_900_000;

    private final Random random = new Random(211);

    @TempDir
    Path directory;

    @Test
    void isAcknowledgedOnceForEachRequest() throws IOException {
        LocalNetwork.Member north = new LocalNetwork.Member("north", new MemberSetup.Addresses("127.0.0.1", 0, 0, 1));
        Path configuration = LocalNetwork.create(directory, new NetworkId("one"), List.of(north))
                .getFirst();
        try (NodeRuntime node = NodeRuntime.start(NodeConfigFile.read(configuration))) {
            WriteRecords written = write(node, 5);
            assertThat(written.segments()).hasSize(5);
            assertThat(written.acknowledgements())
                    .extracting(Acknowledgement::segments)
                    .containsExactly(4, 1);
            Segments segments = Segments.of(node.network().state());
            assertThat(written.segments())
                    .extracting(SegmentRegistration::segment)
                    .allSatisfy(id -> assertThat(segments.find(id).orElseThrow().acknowledgedBy())
                            .containsExactly(node.self()));
        }
    }

    private WriteRecords write(NodeRuntime node, int documents) {
        Network network = node.network();
        network.decide(network.signAsMember(List.of(IdentityCommand.FORMAT.encode(
                        new IdentityCommand.RegisterPrincipal(DOCTOR, PrincipalKind.PRACTITIONER, NORTH, List.of())))))
                .orThrow();
        List<RecordChange> changes =
                IntStream.range(0, documents).mapToObj(this::document).toList();
        Digest transaction = node.writer()
                .write(new Submission(
                        new Author(DOCTOR, "https://north.example", Digest.ZERO),
                        NORTH,
                        changes,
                        List.of(SUBJECT),
                        List.of(),
                        Optional.empty()))
                .transactionId();
        Decision decision = network.find(transaction).orElseThrow();
        return node.ledger().block(decision.height()).orElseThrow().items().stream()
                .flatMap(item -> SignedTransaction.parse(item.envelope()).transaction().commands().stream())
                .filter(command -> command.contract().equals("records"))
                .map(command -> (WriteRecords) RecordsCommand.FORMAT.decode(command))
                .findFirst()
                .orElseThrow();
    }

    /// Nothing of it compresses, as in a scan.
    private RecordChange document(int number) {
        byte[] content = new byte[DOCUMENT_BYTES];
        random.nextBytes(content);
        return new RecordChange.Put(
                "Binary",
                Locality.of(SUBJECT).hex() + "-" + "%032x".formatted(number),
                1,
                Optional.of(SUBJECT),
                TypeGroup.DOCUMENTS,
                List.of(),
                Octets.wrap(content));
    }
}
