package health.salus.node.replica;

import static health.salus.node.replica.BadTransactionScene.CLERK;
import static health.salus.node.replica.BadTransactionScene.FORMER_CLERK;
import static health.salus.node.replica.BadTransactionScene.OTHER_SERVICE;
import static health.salus.node.replica.BadTransactionScene.PATIENT;
import static health.salus.node.replica.BadTransactionScene.by;
import static health.salus.node.replica.BadTransactionScene.envelope;
import static health.salus.node.replica.BadTransactionScene.harmless;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import health.salus.consensus.Submission;
import health.salus.crypto.SigningKey;
import health.salus.kernel.Cbor;
import health.salus.kernel.CborValue;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.BlockWriter.WrittenBlock;
import health.salus.ledger.execution.Discard;
import health.salus.platform.network.Decision;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.proof.transaction.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is not admitted: whoever brings it to consensus, each member discards it with the same code, and nothing is
/// changed. The bytes are given to the engine directly, as a member that lies would do.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadTransactionsTest {

    private static final Duration DAY = Duration.ofDays(1);

    private SoloLedger ledger;
    private BadTransactionScene scene;
    private final BlockingQueue<WrittenBlock> blocks = new LinkedBlockingQueue<>();

    @BeforeAll
    void open(@TempDir Path directory) {
        ledger = new SoloLedger(directory);
        scene = new BadTransactionScene(ledger);
        ledger.runtime.listen(blocks::add);
    }

    @AfterAll
    void close() {
        ledger.close();
    }

    /// One line of the table.
    record Fault(String name, ErrorCode code, Function<BadTransactionScene, Octets> envelope) {
        @Override
        public String toString() {
            return name + " -> " + code;
        }
    }

    static Stream<Fault> faults() {
        return Stream.of(
                // Time.
                fault("expired", ErrorCode.EXPIRED, s -> shifted(s, DAY.negated())),
                fault("not yet valid", ErrorCode.NOT_YET_VALID, s -> shifted(s, DAY)),
                fault("valid for too long", ErrorCode.WINDOW_TOO_LONG, s -> envelope(s.lasting(DAY), s.clerkKey)),
                // Form.
                fault("for another network", ErrorCode.WRONG_NETWORK, BadTransactionsTest::ofAnotherNetwork),
                fault("of another version", ErrorCode.UNSUPPORTED_VERSION, BadTransactionsTest::ofAnotherVersion),
                fault("malformed CBOR", ErrorCode.MALFORMED, _ -> Octets.ofHex("d2ff")),
                fault(
                        "CBOR that is no transaction",
                        ErrorCode.MALFORMED,
                        s -> envelope(Octets.ofHex("a0"), s.clerkKey)),
                fault("non-deterministic CBOR", ErrorCode.NOT_CANONICAL, BadTransactionsTest::withALongArrayHead),
                fault("deeply nested CBOR", ErrorCode.TOO_DEEP, _ -> Octets.ofHex("81".repeat(5_000) + "00")),
                fault("truncated", ErrorCode.MALFORMED, s -> good(s).slice(0, good(s).length() / 2)),
                fault("with bytes behind it", ErrorCode.MALFORMED, s -> Octets.concat(good(s), Octets.of((byte) 0))),
                // Signature.
                fault("signed with another's key", ErrorCode.BAD_SIGNATURE, s -> byClerk(s, s.strangerKey)),
                fault("changed after it was signed", ErrorCode.BAD_SIGNATURE, BadTransactionsTest::withAnotherSalt),
                fault("under an unknown key", ErrorCode.UNKNOWN_KEY, s -> signedBy(s, CLERK, s.strangerKey)),
                fault("under a revoked key", ErrorCode.REVOKED_KEY, s -> signedBy(s, FORMER_CLERK, s.formerKey)),
                fault("by an unknown principal", ErrorCode.UNKNOWN_KEY, s -> signedBy(s, nobody(), s.strangerKey)),
                // Who speaks for whom.
                fault(
                        "signed for a patient by its hospital's service",
                        ErrorCode.UNKNOWN_KEY,
                        s -> signedBy(s, PATIENT, s.memberKey)),
                fault(
                        "naming the patient's key, signed by its hospital's service",
                        ErrorCode.BAD_SIGNATURE,
                        s -> envelope(s.transaction(by(PATIENT, s.patientKey), harmless()), s.memberKey)),
                fault(
                        "asserted by a member for a principal of another's",
                        ErrorCode.NOT_AUTHORISED,
                        s -> asserted(s, SoloLedger.MEMBER, OTHER_SERVICE)),
                fault(
                        "asserted in another member's name",
                        ErrorCode.UNKNOWN_KEY,
                        s -> asserted(s, SoloLedger.OTHER_MEMBER, OTHER_SERVICE)),
                fault(
                        "asserted by nobody's member",
                        ErrorCode.UNKNOWN_MEMBER,
                        s -> asserted(s, new MemberId("nowhere"), CLERK)),
                fault(
                        "asserted for an unknown principal",
                        ErrorCode.UNKNOWN_PRINCIPAL,
                        s -> asserted(s, SoloLedger.MEMBER, nobody())));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isDiscardedAndChangesNothing(Fault fault) throws InterruptedException {
        Octets envelope = fault.envelope.apply(scene);
        discards(envelope, fault.code);
        parsed(envelope).forEach(transaction -> {
            assertThat(ledger.store.find(transaction.id())).isEmpty();
            // Who asks this node politely gets the same answer.
            assertThatExceptionOfType(SalusException.class)
                    .isThrownBy(() -> ledger.runtime.network().decide(transaction))
                    .extracting(SalusException::code)
                    .isEqualTo(fault.code);
        });
    }

    @Test
    void aReplayIsDiscardedAndTheFirstDecisionStands() throws InterruptedException {
        SignedTransaction first = SignedTransaction.parse(good(scene));
        Decision decision = ledger.runtime.network().decide(first);
        discards(first.envelope(), ErrorCode.REPLAYED);
        assertThat(ledger.runtime.network().decide(first)).isEqualTo(decision);
    }

    @Test
    void theSamePayloadUnderAnotherSignatureIsAReplayToo() throws InterruptedException {
        SignedTransaction first = SignedTransaction.parse(good(scene));
        ledger.runtime.network().decide(first);
        discards(envelope(first.signature().payload(), scene.strangerKey), ErrorCode.REPLAYED);
    }

    @Test
    void whatIsOversizedDoesNotReachConsensus() {
        Octets oversized = Octets.wrap(new byte[Transaction.MAX_BYTES + 1]);
        assertThat(ledger.consensus.submit(oversized))
                .isInstanceOfSatisfying(
                        Submission.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.TOO_LARGE));
        assertThatExceptionOfType(SalusException.class)
                .isThrownBy(() -> SignedTransaction.parse(oversized))
                .extracting(SalusException::code)
                .isEqualTo(ErrorCode.TOO_LARGE);
    }

    /// A header and nothing else comes of it: the state is the same, and so is the index of transactions.
    private void discards(Octets envelope, ErrorCode code) throws InterruptedException {
        Digest before = ledger.store.stateRoot();
        blocks.clear();
        assertThat(ledger.consensus.submit(envelope).isAccepted()).isTrue();
        WrittenBlock written = blockWith(Digest.sha256(envelope));
        assertThat(written.executed().discards())
                .containsExactly(new Discard(Digest.sha256(envelope), SoloLedger.MEMBER, code));
        Block block = written.block();
        assertThat(block.items()).isEmpty();
        assertThat(block.logSize()).isEqualTo(block.firstEntry() + 1);
        assertThat(ledger.store.stateRoot()).isEqualTo(before);
    }

    /// A transaction of an earlier test may come once more: the node submits again what was not decided soon.
    private WrittenBlock blockWith(Digest envelope) throws InterruptedException {
        while (true) {
            WrittenBlock written = blocks.poll(20, TimeUnit.SECONDS);
            assertThat(written).as("a block that discards the transaction").isNotNull();
            boolean ours = written.executed().discards().stream()
                    .anyMatch(discard -> discard.envelope().equals(envelope));
            if (ours) {
                return written;
            }
        }
    }

    private static Fault fault(String name, ErrorCode code, Function<BadTransactionScene, Octets> envelope) {
        return new Fault(name, code, envelope);
    }

    private static Octets good(BadTransactionScene scene) {
        return byClerk(scene, scene.clerkKey);
    }

    private static Octets byClerk(BadTransactionScene scene, SigningKey key) {
        return envelope(scene.transaction(scene.byClerk(), harmless()), key);
    }

    private static Octets signedBy(BadTransactionScene scene, PrincipalId principal, SigningKey key) {
        return envelope(scene.transaction(by(principal, key), harmless()), key);
    }

    private static Octets asserted(BadTransactionScene scene, MemberId member, PrincipalId actor) {
        Attestation attestation = new Attestation.MemberAsserted(
                member, scene.memberKey.verificationKey().id(), actor, "https://north.example", Digest.ZERO);
        return envelope(scene.transaction(attestation, harmless()), scene.memberKey);
    }

    private static PrincipalId nobody() {
        return new PrincipalId("nobody");
    }

    private static Octets shifted(BadTransactionScene scene, Duration shift) {
        return envelope(
                scene.transaction(scene.network(), scene.byClerk(), shift, List.of(harmless())), scene.clerkKey);
    }

    private static Octets ofAnotherNetwork(BadTransactionScene scene) {
        NetworkId another = new NetworkId("another");
        return envelope(
                scene.transaction(another, scene.byClerk(), Duration.ZERO, List.of(harmless())), scene.clerkKey);
    }

    private static Octets ofAnotherVersion(BadTransactionScene scene) {
        CborValue.Map payload = (CborValue.Map)
                Cbor.decode(scene.transaction(scene.byClerk(), harmless()).encode(), Transaction.MAX_BYTES);
        List<CborValue.Entry> entries = new ArrayList<>(payload.entries());
        entries.replaceAll(entry -> entry.key().equals(new CborValue.Text("version"))
                ? new CborValue.Entry(entry.key(), new CborValue.Int(Transaction.VERSION + 1))
                : entry);
        return envelope(Cbor.encode(new CborValue.Map(entries)), scene.clerkKey);
    }

    /// RFC 8949 section 4.2.1: the head of an array of four is one byte.
    private static Octets withALongArrayHead(BadTransactionScene scene) {
        Octets good = good(scene);
        assertThat(good.slice(0, 2)).isEqualTo(Octets.ofHex("d284"));
        return Octets.concat(Octets.ofHex("d29804"), good.slice(2, good.length()));
    }

    private static Octets withAnotherSalt(BadTransactionScene scene) {
        Transaction transaction = scene.transaction(scene.byClerk(), harmless());
        byte[] bytes = envelope(transaction, scene.clerkKey).toArray();
        byte[] salt = transaction.salt().toArray();
        for (int at = 0; at + salt.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + salt.length, salt, 0, salt.length)) {
                bytes[at] ^= 1;
                return Octets.wrap(bytes);
            }
        }
        throw new AssertionError("the salt is not in the envelope");
    }

    private static List<SignedTransaction> parsed(Octets envelope) {
        try {
            return List.of(SignedTransaction.parse(envelope));
        } catch (SalusException malformed) {
            return List.of();
        }
    }
}
