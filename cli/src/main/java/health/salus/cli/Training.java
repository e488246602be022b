package health.salus.cli;

import health.salus.cli.testing.Typist;
import health.salus.client.TrustFile;
import health.salus.client.command.ConsentCommand.Evidence;
import health.salus.client.command.ConsentCommand.WithdrawConsent;
import health.salus.client.command.TransactionAuthor;
import health.salus.client.testing.ScriptedLedger;
import health.salus.client.testing.ScriptedNode;
import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SubjectId;
import health.salus.proof.membership.MemberHome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// `train DIRECTORY`: runs what is run most often, on a receipt and a node of its own, while the Java machine watches
/// and keeps what it learnt in an AOT cache (JEP 514). For the launcher; it sends nothing anywhere.
final class Training {

    private static final String CONSENT = "c1";
    private static final String SUBJECT = "00112233445566778899aabbccddeeff";

    private Training() {}

    static int run(Path directory) {
        RandomSource random = new SystemRandomSource();
        ScriptedLedger ledger = new ScriptedLedger();
        TransactionAuthor author = new TransactionAuthor(
                new PrincipalId("training"), InMemorySigningKey.generate(random), Instant::now, random);
        WithdrawConsent command = new WithdrawConsent(CONSENT, new SubjectId(SUBJECT), new Evidence.Signed());
        Path receipt = directory.resolve("training.receipt");
        Path trust = directory.resolve("trust.txt");
        MemberHome.write(
                receipt,
                Octets.utf8(ledger.append(author.prepare(ScriptedLedger.NETWORK, List.of(command.toCommand()))
                        .sign())));
        MemberHome.write(trust, Octets.utf8(TrustFile.format(ledger.anchor())));
        try (ScriptedNode node = new ScriptedNode()) {
            Typist typist = Typist.inRealTime(directory)
                    .with("SALUS_URL", node.address().toString());
            typist.type("--help");
            typist.type("status", "--json");
            typist.type("receipt", "show", receipt.toString());
            typist.type("verify", receipt.toString(), "--trust", trust.toString(), "--json");
            return typist.type("verify", receipt.toString(), "--trust", trust.toString())
                    .code();
        }
    }
}
