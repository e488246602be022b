package health.salus.node.custody;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.records.RecordsCommand;
import health.salus.contracts.records.RecordsCommand.WriteRecords;
import health.salus.contracts.records.SegmentRegistration;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.Locality;
import health.salus.node.Evidence;
import health.salus.node.FourMembers;
import health.salus.node.NodeRuntime;
import health.salus.node.replica.GenesisState;
import health.salus.platform.consent.AccessSessions;
import health.salus.platform.identity.Requester;
import health.salus.platform.records.ReadResult;
import health.salus.proof.membership.Genesis;
import health.salus.proof.membership.PublicCard;
import health.salus.proof.receipt.ReceiptVerifier;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.receipt.Verdict;
import health.salus.vault.custody.PieceEvidence;
import health.salus.vault.custody.PieceEvidence.OnLedger;
import health.salus.vault.segment.KeyShare;
import health.salus.vault.segment.Piece;
import health.salus.vault.segment.WrongPiece;
import health.salus.vault.store.FilePieceStore;
import health.salus.vault.store.HeldFragment;
import health.salus.vault.store.PlacedPiece;
import health.salus.vault.store.VaultFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One of four members serves a wrong fragment and a wrong key share. The read succeeds, and its files convict it
/// before somebody who has nothing but the genesis and a receipt.
class WrongPieceTest {

    /// East: first of the custodian set, so the one that south asks after itself.
    private static final int LIAR = 1;

    private static final int LIARS_PLACE = 1;
    private static final int READER = 2;
    private static final PrincipalId DOCTOR = new PrincipalId("doctor.south");
    private static final SubjectId SUBJECT = new SubjectId("00112233445566778899aabbccddeeff");

    @TempDir
    Path directory;

    private FourMembers members;

    @BeforeEach
    void start() throws IOException {
        members = new FourMembers(directory);
    }

    @AfterEach
    void stop() {
        members.close();
    }

    @Test
    void aWrongFragmentAndAWrongShareConvictTheirSender() throws IOException {
        members.register(READER, DOCTOR, PrincipalKind.PRACTITIONER, List.of());
        SegmentRegistration first = write("aa");
        SegmentRegistration second = write("bb");
        members.awaitPiece(LIAR, first.segment());
        members.awaitPiece(LIAR, second.segment());
        members.stop(LIAR);
        falsify(first, second);
        members.restart(LIAR);
        AccessSessions.Session session = members.node(READER).sessions().require(doctor(), SUBJECT);
        members.awaitSession(LIAR, READER, session.id());

        assertThat(read("aa")).isInstanceOf(ReadResult.Found.class);
        assertThat(read("bb")).isInstanceOf(ReadResult.Found.class);

        Genesis genesis = members.node(READER).genesis();
        PublicCard card = genesis.members().get(LIARS_PLACE - 1);
        assertThat(card.member()).isEqualTo(members.node(LIAR).self());
        List<WrongPiece.Kind> convicted = new ArrayList<>();
        for (Evidence.Item.ByPiece item : evidenceFiles()) {
            assertThat(item.member()).isEqualTo(card.member());
            WrongPiece wrong = item.piece().wrong();
            Digest registered = wrong.segment().equals(first.segment()) ? first.manifest() : second.manifest();
            OnLedger ledger = new OnLedger(
                    genesis.network(),
                    card.member(),
                    card.memberVerificationKey(),
                    List.of(new PieceEvidence.Registration(registered, LIARS_PLACE)));
            assertThat(item.piece().convicts(ledger)).isTrue();
            convicted.add(wrong.kind());
        }
        assertThat(convicted).contains(WrongPiece.Kind.FRAGMENT, WrongPiece.Kind.SHARE);
    }

    /// What a receipt says of the segment that was written, checked with the genesis alone.
    private SegmentRegistration write(String suffix) {
        Octets bytes =
                Octets.utf8("{\"resourceType\":\"Observation\",\"id\":\"" + id(suffix) + "\",\"status\":\"final\"}");
        NodeRuntime reader = members.node(READER);
        Digest transaction =
                members.write(READER, DOCTOR, SUBJECT, id(suffix), bytes).transactionId();
        String receipt = reader.network().receipt(transaction).orElseThrow().toUtf8();
        TrustAnchor anchor = TrustAnchor.of(reader.genesis().network(), GenesisState.memberSet(reader.genesis()));
        Verdict.Verified verified = (Verdict.Verified) ReceiptVerifier.verify(receipt, anchor);
        Verdict.TransactionFact fact = (Verdict.TransactionFact) verified.fact();
        return fact.transaction().transaction().commands().stream()
                .filter(command -> command.contract().equals("records"))
                .map(command -> (WriteRecords) RecordsCommand.FORMAT.decode(command))
                .findFirst()
                .orElseThrow()
                .segments()
                .getFirst();
    }

    private static String id(String suffix) {
        return Locality.of(SUBJECT).hex() + "-" + suffix.repeat(16);
    }

    private ReadResult read(String suffix) {
        return members.node(READER).reader().current(doctor(), "Observation", id(suffix));
    }

    private static Requester doctor() {
        return new Requester(FourMembers.author(DOCTOR), FourMembers.organisation("south"), PurposeOfUse.TREAT);
    }

    /// Sound frames with wrong content: what a defect, or whoever has the disk and the keys, could have left.
    private void falsify(SegmentRegistration fragmentOf, SegmentRegistration shareOf) {
        VaultFolders folders = VaultFolders.under(
                members.home(LIAR).resolve("data/vault"), members.home(LIAR).resolve("keys/vault"));
        NodeRuntime liar = members.node(LIAR);
        try (FilePieceStore store = FilePieceStore.open(
                folders, liar.genesis().network(), liar.self(), Instant::now, new SystemRandomSource())) {
            HeldFragment held = store.fragment(fragmentOf.segment()).orElseThrow();
            store.replaceFragment(new HeldFragment(held.manifest(), held.custodian(), flipped(held.fragment())));

            HeldFragment kept = store.fragment(shareOf.segment()).orElseThrow();
            KeyShare share = store.share(shareOf.segment()).orElseThrow();
            store.discard(List.of(shareOf.segment()));
            store.put(List.of(new PlacedPiece(
                    kept.manifest(),
                    new Piece(kept.custodian(), kept.fragment(), new KeyShare(flipped(share.scalar()))))));
        }
    }

    private static Octets flipped(Octets octets) {
        byte[] bytes = octets.toArray();
        bytes[bytes.length - 1] ^= 1;
        return Octets.wrap(bytes);
    }

    private List<Evidence.Item.ByPiece> evidenceFiles() throws IOException {
        List<Evidence.Item.ByPiece> items = new ArrayList<>();
        try (Stream<Path> files = Files.list(members.home(READER).resolve("data/evidence"))) {
            for (Path file : files.toList()) {
                items.add((Evidence.Item.ByPiece) Evidence.read(Octets.wrap(Files.readAllBytes(file))));
            }
        }
        return items;
    }
}
