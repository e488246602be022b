package health.salus.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.client.command.ConsentCommand.Evidence;
import health.salus.client.command.ConsentCommand.WithdrawConsent;
import health.salus.client.command.TransactionAuthor;
import health.salus.client.testing.ScriptedLedger;
import health.salus.client.testing.ScriptedNode;
import health.salus.client.testing.ScriptedNode.Reply;
import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import health.salus.proof.CosignatureKind;
import health.salus.proof.CosignatureRequirement;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.transaction.CommandOutcome;
import health.salus.proof.transaction.SignedTransaction;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransactionsTest {

    private final ScriptedNode node = new ScriptedNode();
    private final ScriptedLedger ledger = new ScriptedLedger().at(node);
    private final ManualSurroundings surroundings = new ManualSurroundings();
    private final SignedTransaction transaction = transaction();

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void waitsUntilATransactionIsFinalAndProven() {
        Transactions.Proven proven = settle(ledger.anchor());

        assertThat(proven.fact().transaction().id()).isEqualTo(transaction.id());
        assertThat(proven.fact().outcome().accepted()).isTrue();
        assertThat(proven.verified().signers()).hasSize(4);
        assertThat(node.asked("POST", "/api/transactions")).hasSize(1);
    }

    @Test
    void sendsAgainWhatTheNodeHasLost() {
        ledger.losing(1);

        assertThat(settle(ledger.anchor()).fact().outcome().accepted()).isTrue();
        assertThat(node.asked("POST", "/api/transactions")).hasSize(2);
        assertThat(node.asked("POST", "/api/transactions").get(0).body())
                .isEqualTo(node.asked("POST", "/api/transactions").get(1).body());
    }

    @Test
    void takesAReplayForWhatItIs() {
        settle(ledger.anchor());

        assertThat(settle(ledger.anchor()).verified().index()).isZero();
    }

    @Test
    void readsTheOutcomeFromTheReceipt() {
        ledger.decide(_ -> new CommandOutcome.Refused(ErrorCode.NOT_AUTHORISED, "rule 7"));

        assertThat(settle(ledger.anchor()).fact().outcome().commands())
                .containsExactly(new CommandOutcome.Refused(ErrorCode.NOT_AUTHORISED, "rule 7"));
    }

    @Test
    void refusesAReceiptThatTooFewHaveSigned() {
        ledger.cosignedBy(2);

        assertThatThrownBy(() -> settle(ledger.anchor())).hasMessageStartingWith("NOT_PROVEN: NOT_FINAL");
    }

    @Test
    void goesFromTheMembersThatAreTrustedToThoseOfToday() {
        ledger.founded();

        Transactions.Proven proven = settle(ledger.founder());

        assertThat(proven.verified().signers()).hasSize(4);
        assertThat(proven.bundle()).isPresent();
        assertThat(settle(ledger.anchor()).bundle()).isEmpty();
    }

    @Test
    void fetchesTheSignaturesThatReceiptsLeaveOut() {
        TrustAnchor both = ledger.anchor().requiring(CosignatureRequirement.BOTH);

        assertThat(settle(both).verified().complete()).containsExactlyInAnyOrder(CosignatureKind.values());
    }

    @Test
    void saysWhatTheReceiptLacksWhereThereIsNoBundle() {
        ledger.founded();
        settle(ledger.anchor());
        node.forget("GET", "/log/bundle/2");

        assertThatThrownBy(() -> settle(ledger.founder())).hasMessageStartingWith("NOT_PROVEN: UNKNOWN_MEMBERS");
    }

    @Test
    void refusesAReceiptOfAnotherNetwork() {
        TrustAnchor other = TrustAnchor.of(new NetworkId("other"), ledger.members());

        assertThatThrownBy(() -> settle(other)).hasMessageStartingWith("NOT_PROVEN: WRONG_NETWORK");
    }

    @Test
    void refusesTheReceiptOfAnotherTransaction() {
        String other = ledger.append(transaction());
        String path = "/api/transactions/" + transaction.id().hex();
        node.on("POST", "/api/transactions", _ -> Reply.json("{}"));
        node.on("GET", path, Reply.json("{\"transaction\":\"" + transaction.id().hex() + "\",\"state\":\"final\"}"));
        node.on("GET", path + "/receipt", Reply.bytes("text/plain", Octets.utf8(other)));

        assertThatThrownBy(() -> Transactions.prove(
                        transaction.id(), client().transactions().receipt(transaction.id()), ledger.anchor()))
                .hasMessage("NOT_PROVEN: the receipt is of something else");
    }

    @Test
    void saysHowFarItCameWhenPatienceEnds() {
        ledger.losing(Integer.MAX_VALUE);

        assertThatThrownBy(() -> settle(ledger.anchor()))
                .hasMessage("NOT_FINAL_YET: transaction " + transaction.id().hex() + " is submitted, not yet ordered");
    }

    private Transactions.Proven settle(TrustAnchor anchor) {
        return client().transactions().settle(transaction, anchor);
    }

    private SalusClient client() {
        return SalusClient.of(ClientConfig.of(node.address(), new Credentials.Anonymous())
                .withSurroundings(surroundings.surroundings()));
    }

    private static SignedTransaction transaction() {
        TransactionAuthor author = new TransactionAuthor(
                new PrincipalId("kina"),
                InMemorySigningKey.generate(new SystemRandomSource()),
                () -> Instant.parse("2026-03-01T12:00:00Z"),
                new SystemRandomSource());
        return author.prepare(
                        ScriptedLedger.NETWORK,
                        List.of(new WithdrawConsent("c1", new SubjectId("s1"), new Evidence.Signed()).toCommand()))
                .sign();
    }
}
