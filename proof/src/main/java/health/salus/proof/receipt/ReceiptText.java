package health.salus.proof.receipt;

import health.salus.crypto.VerificationKey;
import health.salus.kernel.Digest;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.proof.Base64Text;
import health.salus.proof.CheckpointNote;
import health.salus.proof.Decimal;
import health.salus.proof.SparseMerkleProof;
import health.salus.proof.transaction.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The text form of receipts (docs/formats/receipt.md): a header of our own, then a proof in C2SP's tlog-proof
/// format.
final class ReceiptText {

    static final String FIRST_LINE = "salus receipt v1";
    static final String PROOF_LINE = "c2sp.org/tlog-proof@v1";

    /// A transaction of full size with its outcome, in base64, and the proof.
    static final int MAX_CHARACTERS = 4 * Transaction.MAX_BYTES;

    private ReceiptText() {}

    static String format(Receipt receipt) {
        StringBuilder text = new StringBuilder();
        line(text, FIRST_LINE);
        Summary.lines(receipt.content(), receipt.entry()).forEach(each -> line(text, each));
        NetworkId network = receipt.note().checkpoint().network();
        MemberLines.listed(receipt.members(), network).forEach(each -> line(text, each));
        switch (receipt.content()) {
            case Receipt.OfTransaction(Octets envelope, Octets outcome, Optional<VerificationKey> signer) -> {
                line(text, "transaction " + envelope.base64());
                line(text, "outcome " + outcome.base64());
                signer.ifPresent(key -> line(text, "signer " + key.coseKey().base64()));
            }
            case Receipt.OfState(Digest key, Optional<Octets> value, SparseMerkleProof proof) -> {
                line(text, "state-key " + key.hex());
                value.ifPresent(bytes -> line(text, "state-value " + bytes.base64()));
                line(text, "state-proof " + proof.encode().base64());
            }
        }
        line(text, "entry " + receipt.entry().base64());
        line(text, "");
        line(text, PROOF_LINE);
        line(text, "index " + receipt.inclusion().index());
        receipt.inclusion().path().forEach(hash -> line(text, hash.octets().base64()));
        line(text, "");
        return text.append(receipt.note().text()).toString();
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }

    /// @param lines at the beginning; where parsing failed afterwards, if it did
    static Receipt parse(Lines lines) {
        lines.expectVersion(FIRST_LINE);
        lines.takeWhileNot(MemberLines.PREFIX);
        List<String> members = lines.takeWhile(MemberLines.PREFIX);
        Receipt.Content content = lines.isNext("state-key ") ? state(lines) : transaction(lines);
        Octets entry = Base64Text.parse(lines.value("entry "));
        lines.expect("");
        lines.expect(PROOF_LINE);
        Receipt.Inclusion inclusion = inclusion(lines);
        CheckpointNote note = CheckpointNote.parse(lines.restAsNote());
        NetworkId network = note.checkpoint().network();
        return new Receipt(content, MemberLines.parseListed(members, network), entry, inclusion, note);
    }

    /// The lines between the first one and the members, as they stand in the file.
    static List<String> summary(String text) {
        Lines lines = new Lines(text, "receipt");
        lines.expect(FIRST_LINE);
        return lines.takeWhileNot(MemberLines.PREFIX);
    }

    private static Receipt.Inclusion inclusion(Lines lines) {
        long index = Decimal.parse(lines.value("index "));
        List<Digest> path = new ArrayList<>();
        while (!lines.isNextEmpty()) {
            path.add(new Digest(Base64Text.parse(lines.next())));
        }
        lines.expect("");
        return new Receipt.Inclusion(index, path);
    }

    private static Receipt.Content transaction(Lines lines) {
        Octets envelope = Base64Text.parse(lines.value("transaction "));
        Octets outcome = Base64Text.parse(lines.value("outcome "));
        Optional<VerificationKey> signer = lines.isNext("signer ")
                ? Optional.of(VerificationKey.ofCoseKey(Base64Text.parse(lines.value("signer "))))
                : Optional.empty();
        return new Receipt.OfTransaction(envelope, outcome, signer);
    }

    private static Receipt.Content state(Lines lines) {
        Digest key = Digest.ofHex(lines.value("state-key "));
        Optional<Octets> value = lines.isNext("state-value ")
                ? Optional.of(Base64Text.parse(lines.value("state-value ")))
                : Optional.empty();
        return new Receipt.OfState(key, value, SparseMerkleProof.decode(Base64Text.parse(lines.value("state-proof "))));
    }
}
