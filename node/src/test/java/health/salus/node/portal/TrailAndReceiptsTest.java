package health.salus.node.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.client.command.ConsentCommand.Evidence;
import health.salus.client.command.ConsentCommand.WithdrawConsent;
import health.salus.client.command.TransactionAuthor;
import health.salus.client.testing.ScriptedLedger;
import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.portal.AccessTrail;
import health.salus.portal.AccessTrail.Entry;
import health.salus.portal.AccessTrail.Outcome;
import health.salus.portal.Organisations;
import health.salus.portal.Organisations.Organisation;
import health.salus.portal.PurposeOfUse;
import health.salus.portal.Receipts;
import health.salus.portal.Receipts.Check;
import health.salus.portal.Receipts.Reason;
import health.salus.portal.Receipts.ReceiptFile;
import health.salus.portal.Receipts.ReceiptId;
import health.salus.portal.Sharing;
import health.salus.portal.ShownKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a patient sees of what others did, with the proofs.
class TrailAndReceiptsTest extends PortTest {

    @Test
    void thePatientSeesWhoReadWhatAndWhoWasRefused() {
        PortalNode.Person person = node.patient("Brandt", "Ada", 2);
        read(node.south(PurposeOfUse.TREAT), person);
        read(node.north(PurposeOfUse.TREAT), person);
        node.node().settleDisclosures();

        List<Entry> entries = entries(person, all(""));
        assertThat(entries).extracting(Entry::outcome).containsExactly(Outcome.SHOWN, Outcome.REFUSED);
        assertThat(entries.getFirst()).satisfies(shown -> {
            assertThat(shown.reader()).isEqualTo(new AccessTrail.Reader("Dr North", "North Hospital"));
            assertThat(shown.purpose()).contains(PurposeOfUse.TREAT);
            assertThat(shown.shown()).isEqualTo(Map.of(ShownKind.OBSERVATIONS, 2, ShownKind.DEMOGRAPHICS, 1));
        });
        assertThat(entries.getLast()).satisfies(refused -> {
            assertThat(refused.reader()).isEqualTo(new AccessTrail.Reader("doctor.south", "South Hospital"));
            assertThat(refused.refusal()).contains(ErrorCode.CONSENT_DENIED);
        });
        assertThat(entries(person, all("south"))).hasSize(1);
        assertThat(entries(person, all("nobody"))).isEmpty();
        LocalDate tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);
        assertThat(entries(
                        person,
                        new AccessTrail.Query(Optional.empty(), "", Optional.of(tomorrow), Optional.empty(), 0, 10)))
                .isEmpty();
    }

    @Test
    void eachEntryHasAReceiptThatChecks() {
        PortalNode.Person person = node.patient("Brandt", "Bo", 1);
        read(node.south(PurposeOfUse.TREAT), person);
        read(node.north(PurposeOfUse.TREAT), person);
        node.node().settleDisclosures();
        for (Entry entry : entries(person, all(""))) {
            ReceiptFile file = port(Receipts.class)
                    .find(person.caller(), entry.receipt().orElseThrow())
                    .orElseThrow();
            assertThat(port(Receipts.class).check(file.text())).isInstanceOfSatisfying(Check.Genuine.class, genuine -> {
                assertThat(genuine.facts().actions()).containsExactly("access.OpenSession");
                assertThat(genuine.facts().accepted()).isEqualTo(entry.outcome() == Outcome.SHOWN);
                assertThat(genuine.facts().members()).containsExactly("North Hospital");
            });
        }
    }

    @Test
    void aReceiptIsForWhomItConcerns() {
        PortalNode.Person person = node.patient("Brandt", "Cy", 1);
        PortalNode.Person other = node.patient("Brandt", "Di", 1);
        permit(person, enrolled(person.caller()));
        ReceiptId id = port(Sharing.class)
                .permits(person.caller(), person.subject())
                .getFirst()
                .receipt()
                .orElseThrow();
        Receipts receipts = port(Receipts.class);
        assertThat(receipts.find(person.caller(), id)).isPresent();
        assertThat(receipts.find(other.caller(), id)).isEmpty();
        assertThat(receipts.find(node.north(PurposeOfUse.TREAT), id)).isEmpty();
        assertThat(receipts.find(person.caller(), new ReceiptId("17"))).isEmpty();
        assertThat(receipts.find(person.caller(), new ReceiptId("0".repeat(64))))
                .isEmpty();
    }

    @Test
    void aChangedReceiptProvesNothing() {
        PortalNode.Person person = node.patient("Brandt", "Ed", 1);
        permit(person, enrolled(person.caller()));
        Receipts receipts = port(Receipts.class);
        String text = receipts.find(
                        person.caller(),
                        port(Sharing.class)
                                .permits(person.caller(), person.subject())
                                .getFirst()
                                .receipt()
                                .orElseThrow())
                .orElseThrow()
                .text();
        assertThat(receipts.check(text)).isInstanceOf(Check.Genuine.class);
        assertThat(receipts.check(text.replace("consent.GiveConsent", "consent.WithdrawConsent")))
                .isEqualTo(new Check.NotProven(Reason.CHANGED_CONTENT));
        assertThat(receipts.check("a letter")).isInstanceOf(Check.Unreadable.class);
    }

    /// Trusting those of the beginning only, with what the node knows of changes.
    @Test
    void aReceiptOfLaterMembersIsGenuineToo() {
        ScriptedLedger changed = new ScriptedLedger().founded();
        TransactionAuthor author = new TransactionAuthor(
                new PrincipalId("kina"),
                InMemorySigningKey.generate(new SystemRandomSource()),
                () -> Instant.parse("2026-03-01T12:00:00Z"),
                new SystemRandomSource());
        WithdrawConsent withdrawal = new WithdrawConsent("c1", new SubjectId("s1"), new Evidence.Signed());
        String text = changed.append(author.prepare(ScriptedLedger.NETWORK, List.of(withdrawal.toCommand()))
                .sign());

        assertThat(receipts(changed, size -> Optional.of(changed.bundle(size))).check(text))
                .isInstanceOfSatisfying(
                        Check.Genuine.class,
                        genuine -> assertThat(genuine.facts().members()).hasSize(4));
        assertThat(receipts(changed, _ -> Optional.empty()).check(text))
                .isEqualTo(new Check.NotProven(Reason.UNKNOWN_MEMBERS));
    }

    private LogReceipts receipts(ScriptedLedger ledger, LogReceipts.Bundles bundles) {
        return new LogReceipts(node.node().network(), ledger.founder(), bundles, MemberId::value, () -> Instant.EPOCH);
    }

    @Test
    void theTrailIsThePatientsOwn() {
        PortalNode.Person person = node.patient("Brandt", "Flo", 1);
        PortalNode.Person other = node.patient("Brandt", "Gus", 1);
        for (var caller : List.of(other.caller(), node.north(PurposeOfUse.TREAT))) {
            assertThatThrownBy(() -> port(AccessTrail.class).entries(caller, person.subject(), all("")))
                    .isInstanceOf(SalusException.class);
        }
    }

    @Test
    void organisationsAreFoundByName() {
        Organisations organisations = port(Organisations.class);
        assertThat(organisations.search("south", 5))
                .containsExactly(new Organisation(PortalNode.SOUTH, "South Hospital", "North Hospital"));
        assertThat(organisations.search("", 5)).hasSize(2);
        assertThat(organisations.find(PortalNode.NORTH)).isPresent();
    }

    private List<Entry> entries(PortalNode.Person person, AccessTrail.Query query) {
        return port(AccessTrail.class)
                .entries(person.caller(), person.subject(), query)
                .entries();
    }

    private static AccessTrail.Query all(String text) {
        return new AccessTrail.Query(Optional.empty(), text, Optional.empty(), Optional.empty(), 0, 10);
    }
}
