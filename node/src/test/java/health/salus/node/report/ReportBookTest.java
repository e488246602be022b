package health.salus.node.report;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.crypto.Secret;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.ledger.replica.Divergence;
import health.salus.ledger.replica.SignedCheckpoint;
import health.salus.proof.Checkpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.Cosignature;
import health.salus.proof.CosignatureKind;
import health.salus.proof.CosigningKeys;
import health.salus.proof.MemberEntry;
import health.salus.proof.MemberSet;
import health.salus.proof.MerkleFrontier;
import health.salus.proof.MerkleTree;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.report.Accusation.Voucher;
import health.salus.proof.report.ReportVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When reports are made, and that they stay.
class ReportBookTest {

    private static final NetworkId NETWORK = new NetworkId("demo");
    private static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");
    private static final Digest LIE = Digest.sha256(Octets.utf8("a lie"));
    private static final Digest OTHER_LIE = Digest.sha256(Octets.utf8("another lie"));

    @TempDir
    Path directory;

    private final List<CosigningKeys> keys =
            IntStream.range(0, 4).mapToObj(ReportBookTest::keys).toList();
    private final Map<String, Digest> nodes = new HashMap<>();
    private final List<Digest> roots = new ArrayList<>(List.of(MerkleTree.EMPTY_ROOT));
    private final List<Divergence> noticed = new ArrayList<>();
    private Optional<CheckpointNote> latest = Optional.empty();

    @BeforeEach
    void grow() {
        MerkleFrontier frontier = MerkleFrontier.empty();
        for (int i = 0; i < 20; i++) {
            frontier.append(Octets.utf8("entry " + i), (level, index, hash) -> nodes.put(level + "/" + index, hash));
            roots.add(frontier.root());
        }
    }

    private static MemberId member(int number) {
        return new MemberId("member-" + number);
    }

    private TrustAnchor anchor() {
        return TrustAnchor.of(
                NETWORK,
                new MemberSet(IntStream.range(0, 4)
                        .mapToObj(i -> new MemberEntry(member(i), 1, keys.get(i).publicKeys()))
                        .toList()));
    }

    private static CosigningKeys keys(int number) {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) (number + 1));
        return CosigningKeys.fromSeed(Secret.of(seed));
    }

    private Digest node(int level, long index) {
        return nodes.getOrDefault(level + "/" + index, Digest.ZERO);
    }

    private ReportBook book() {
        return new ReportBook(
                directory.resolve("reports"),
                new ReportBook.Sources(
                        () -> List.copyOf(noticed),
                        () -> latest,
                        new Contradictions((first, second) -> MerkleTree.consistency(first, second, this::node))),
                _ -> anchor());
    }

    private void notice(int by, int size, Digest root) {
        Checkpoint theirs = Checkpoint.of(NETWORK, size, root);

        noticed.add(new Divergence(
                member(by),
                Checkpoint.of(NETWORK, size, roots.get(size)),
                SignedCheckpoint.sign(theirs, member(by), keys.get(by), TIME)));
    }

    private void finalAt(int size, int... signers) {
        Checkpoint checkpoint = Checkpoint.of(NETWORK, size, roots.get(size));
        latest = Optional.of(new CheckpointNote(
                checkpoint,
                IntStream.of(signers)
                        .mapToObj(i ->
                                Cosignature.sign(CosignatureKind.ED25519, checkpoint, member(i), keys.get(i), TIME))
                        .toList()));
    }

    private void assertConvicts(ReportBook book, Voucher... vouchers) {
        assertThat(book.all()).extracting(kept -> kept.judgement().voucher()).containsExactly(vouchers);
        for (ReportBook.Kept kept : book.all()) {
            String text = book.text(kept.id()).orElseThrow().toUtf8();
            assertThat(ReportVerifier.verify(text, anchor())).isEqualTo(kept.judgement());
        }
    }

    @Test
    void waitsForACheckpointThatCoversTheLie() {
        ReportBook book = book();
        notice(3, 9, LIE);
        assertConvicts(book);
        finalAt(8, 0, 1, 2);
        assertConvicts(book);
        finalAt(13, 0, 1, 2);
        assertConvicts(book, Voucher.MEMBERS);
        finalAt(17, 0, 1, 2);
        assertConvicts(book, Voucher.MEMBERS);
    }

    @Test
    void holdsAMembersOwnWordAgainstItWhereItSignedBoth() {
        ReportBook book = book();
        notice(3, 9, LIE);
        finalAt(9, 0, 1, 2, 3);
        assertConvicts(book, Voucher.ITSELF);
    }

    /// Whatever this node and the others have: one member signed both.
    @Test
    void twoLiesOfOneSizeNeedNobodyElse() {
        ReportBook book = book();
        notice(3, 9, LIE);
        notice(3, 9, OTHER_LIE);
        assertConvicts(book, Voucher.ITSELF);
        finalAt(13, 0, 1, 2);
        assertConvicts(book, Voucher.ITSELF, Voucher.MEMBERS);
    }

    @Test
    void theSameLieMakesOneReport() throws IOException {
        notice(3, 9, LIE);
        notice(3, 9, LIE);
        notice(2, 9, LIE);
        finalAt(13, 0, 1, 2);
        assertThat(book().all())
                .extracting(kept -> kept.judgement().member())
                .containsExactlyInAnyOrder(member(2), member(3));
        try (Stream<Path> files = Files.list(directory.resolve("reports"))) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void reportsStayWithoutWhatTheyWereMadeOf() {
        notice(3, 9, LIE);
        finalAt(13, 0, 1, 2);
        assertThat(book().all()).hasSize(1);
        noticed.clear();
        latest = Optional.empty();
        assertConvicts(book(), Voucher.MEMBERS);
    }

    @Test
    void aDamagedFileConvictsNobody() throws IOException {
        notice(3, 9, LIE);
        finalAt(13, 0, 1, 2);
        String id = book().all().getFirst().id();
        noticed.clear();
        Path file = directory.resolve("reports").resolve(id + ".report");
        Files.writeString(file, Files.readString(file).replace("member member-3", "member member-2"));
        assertThat(book().all()).isEmpty();
    }

    /// A node whose own ledger is wrong sees all others disagree, and has no checkpoint that they signed with it.
    @Test
    void aNodeThatIsWrongItselfReportsNobody() {
        for (int by = 1; by < 4; by++) {
            notice(by, 9, LIE);
        }
        finalAt(9, 0);
        assertThat(book().all()).isEmpty();
    }

    @Test
    void anUnknownReportIsNotThere() {
        assertThat(book().text("../../keys/member")).isEmpty();
    }
}
