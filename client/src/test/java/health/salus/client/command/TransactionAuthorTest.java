package health.salus.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.client.command.ConsentCommand.Evidence;
import health.salus.client.command.ConsentCommand.GiveConsent;
import health.salus.client.command.ConsentCommand.WithdrawConsent;
import health.salus.client.command.Provision.Effect;
import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.Cbor;
import health.salus.kernel.CborValue;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.SignedTransaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TransactionAuthorTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final InMemorySigningKey key = InMemorySigningKey.generate(new SystemRandomSource());
    private final TransactionAuthor author =
            new TransactionAuthor(new PrincipalId("kina"), key, () -> NOW, new SystemRandomSource());

    @Test
    void signsTheBytesThatItShowed() {
        TransactionAuthor.Unsigned unsigned = author.prepare(
                new NetworkId("demo"), List.of(give().toCommand(), withdraw().toCommand()));
        SignedTransaction signed = unsigned.sign();

        assertThat(signed.signature().verify(key.verificationKey())).isTrue();
        assertThat(unsigned.text()).isEqualTo(TransactionText.lines(signed.transaction()));
        assertThat(unsigned.text())
                .containsExactly(
                        "network demo",
                        "signed by kina with key " + key.verificationKey().id(),
                        "valid from 2026-03-01T11:59:00Z until 2026-03-01T12:10:00Z",
                        "all of these or none:",
                        "consent c1 version 1 of subject s1",
                        "  permit reading everything by nash, for TREAT, until 2026-03-31T12:00:00Z",
                        "  except:",
                        "    deny reading Observation labelled HIV written by kennedy by anyone, for any purpose",
                        "withdraw consent c0 of subject s1");
    }

    @Test
    void twoTransactionsOfTheSameCommandsDiffer() {
        SignedTransaction one = author.prepare(
                        new NetworkId("demo"), List.of(withdraw().toCommand()))
                .sign();
        SignedTransaction other = author.prepare(
                        new NetworkId("demo"), List.of(withdraw().toCommand()))
                .sign();

        assertThat(one.id()).isNotEqualTo(other.id());
    }

    @Test
    void showsCommandsThatItDoesNotKnowInDiagnosticNotation() {
        Octets body = Cbor.encode(new CborValue.Map(List.of(
                new CborValue.Entry(new CborValue.Text("to"), new CborValue.Text("n\u202e\u001b[2Jx\"")),
                new CborValue.Entry(
                        new CborValue.Text("units"),
                        new CborValue.Array(
                                List.of(new CborValue.Int(-7), new CborValue.Bytes(Octets.ofHex("00ff"))))))));
        Command unknown = new Command("supply", "Ship", 3, body);

        assertThat(author.prepare(new NetworkId("demo"), List.of(unknown)).text())
                .endsWith(
                        "supply.Ship version 3", "  {\"to\": \"n\\u{202e}\\u{1b}[2Jx\\\"\", \"units\": [-7, h'00ff']}");
    }

    private static GiveConsent give() {
        Provision denied = new Provision(
                Effect.DENY,
                Provision.Period.ALWAYS,
                Provision.Recipients.ANYONE,
                List.of(),
                new Provision.Content(
                        List.of("Observation"), List.of(), List.of("HIV"), List.of(new OrganisationId("kennedy"))),
                Provision.Conditions.NONE,
                List.of());
        Provision root = new Provision(
                Effect.PERMIT,
                new Provision.Period(Optional.empty(), Optional.of(Instant.parse("2026-03-31T12:00:00Z"))),
                new Provision.Recipients(List.of(), List.of(new OrganisationId("nash")), List.of()),
                List.of("TREAT"),
                Provision.Content.EVERYTHING,
                Provision.Conditions.NONE,
                List.of(denied));
        return new GiveConsent("c1", new SubjectId("s1"), 1, root, new Evidence.Signed());
    }

    private static WithdrawConsent withdraw() {
        return new WithdrawConsent("c0", new SubjectId("s1"), new Evidence.Signed());
    }
}
