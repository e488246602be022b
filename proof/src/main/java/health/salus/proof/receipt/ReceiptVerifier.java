package health.salus.proof.receipt;

import health.salus.crypto.CoseSign1;
import health.salus.crypto.VerificationKey;
import health.salus.crypto.WebAuthnAssertion;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import health.salus.proof.Checkpoint;
import health.salus.proof.LogEntry;
import health.salus.proof.MerkleTree;
import health.salus.proof.receipt.Verdict.Fact;
import health.salus.proof.receipt.Verdict.Rejected;
import health.salus.proof.receipt.Verdict.Verified;
import health.salus.proof.transaction.Outcome;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.proof.transaction.Transaction;
import java.util.List;
import java.util.Optional;

/// Checks receipts offline: against a network's name and its members' keys, and nothing else.
///
/// The checks run in a fixed order, from what the file says of itself to what the members signed. Evidence that is
/// there is checked, never passed over.
public final class ReceiptVerifier {

    private final TrustAnchor anchor;
    private final Optional<Bundle> bundle;

    private ReceiptVerifier(TrustAnchor anchor, Optional<Bundle> bundle) {
        this.anchor = anchor;
        this.bundle = bundle;
    }

    /// Verifies a receipt's file.
    public static Verdict verify(String text, TrustAnchor anchor) {
        return verify(text, new ReceiptVerifier(anchor, Optional.empty()));
    }

    /// Verifies a receipt's file with the bundle beside it.
    public static Verdict verify(String text, String bundle, TrustAnchor anchor) {
        if (bundle.length() > ChainText.MAX_CHARACTERS) {
            return new Rejected(Rejection.BUNDLE_MALFORMED, "the file is too large for a bundle");
        }
        Lines lines = new Lines(bundle, "bundle", ChainText.MAX_CHARACTERS);
        Bundle beside;
        try {
            beside = Bundle.parse(lines);
        } catch (SalusException unreadable) {
            return new Rejected(unread(lines.ranOut(), unreadable, Rejection.BUNDLE_MALFORMED), unreadable.detail());
        }
        return verify(text, new ReceiptVerifier(anchor, Optional.of(beside)));
    }

    /// @param cut whether the text ends before its end
    private static Rejection unread(boolean cut, SalusException why, Rejection malformed) {
        if (cut) {
            return Rejection.TRUNCATED;
        }
        return why.code() == ErrorCode.UNSUPPORTED_VERSION ? Rejection.UNSUPPORTED_VERSION : malformed;
    }

    private static Verdict verify(String text, ReceiptVerifier verifier) {
        if (text.length() > ReceiptText.MAX_CHARACTERS) {
            return new Rejected(Rejection.MALFORMED, "the file is too large for a receipt");
        }
        Lines lines = new Lines(text, "receipt");
        Receipt receipt;
        try {
            receipt = ReceiptText.parse(lines);
        } catch (SalusException unreadable) {
            boolean cut = lines.ranOut() || !text.endsWith("\n");
            return new Rejected(unread(cut, unreadable, Rejection.MALFORMED), unreadable.detail());
        }
        return verifier.verify(receipt, Optional.of(ReceiptText.summary(text)));
    }

    /// Verifies a receipt that was not read from text.
    public static Verdict verify(Receipt receipt, TrustAnchor anchor) {
        return new ReceiptVerifier(anchor, Optional.empty()).verify(receipt, Optional.empty());
    }

    /// Verifies a receipt and a bundle that were not read from text.
    public static Verdict verify(Receipt receipt, Bundle bundle, TrustAnchor anchor) {
        return new ReceiptVerifier(anchor, Optional.of(bundle)).verify(receipt, Optional.empty());
    }

    private Verdict verify(Receipt receipt, Optional<List<String>> summary) {
        try {
            LogEntry entry = LogEntry.decode(receipt.entry());
            requireNetwork(entry.network());
            requireNetwork(receipt.note().checkpoint().network());
            Fact fact = switch (receipt.content()) {
                case Receipt.OfTransaction transaction -> transaction(transaction, entry);
                case Receipt.OfState state -> state(state, entry);
            };
            requireSummary(receipt, summary);
            requireInclusion(receipt);
            FinalityCheck.Final signed = new FinalityCheck(anchor, receipt, entry).require(bundle);
            return new Verified(
                    fact,
                    entry,
                    receipt.inclusion().index(),
                    receipt.note().checkpoint(),
                    signed.signers(),
                    signed.complete());
        } catch (Refusal refusal) {
            return new Rejected(refusal.reason(), refusal.detail());
        } catch (SalusException unreadable) {
            return new Rejected(Rejection.MALFORMED, unreadable.detail());
        }
    }

    private void requireNetwork(NetworkId network) {
        if (!network.equals(anchor.network())) {
            throw new Refusal(
                    Rejection.WRONG_NETWORK, "it is of network " + network + ", trusted is " + anchor.network());
        }
    }

    private Fact transaction(Receipt.OfTransaction content, LogEntry entry) {
        if (!(entry instanceof LogEntry.TransactionEntry logged)) {
            throw new Refusal(Rejection.TRANSACTION_SWAPPED, "the entry is not a transaction's");
        }
        SignedTransaction signed = SignedTransaction.parse(content.envelope());
        requireNetwork(signed.transaction().network());
        if (!signed.saltedDigest().equals(logged.saltedTransaction())) {
            throw new Refusal(Rejection.TRANSACTION_SWAPPED, "its hash is not the one in the entry");
        }
        if (!Digest.sha256(content.outcome()).equals(logged.outcome())) {
            throw new Refusal(Rejection.OUTCOME_SWAPPED, "its hash is not the one in the entry");
        }
        content.signer().ifPresent(key -> requireAuthor(signed, key));
        Outcome outcome = Outcome.decode(content.outcome());
        return new Verdict.TransactionFact(signed, outcome, content.signer().isPresent());
    }

    private static void requireAuthor(SignedTransaction signed, VerificationKey key) {
        if (!signed.transaction().attestation().key().equals(key.id())) {
            throw new Refusal(
                    Rejection.RESIGNED,
                    "the transaction names key "
                            + signed.transaction().attestation().key() + ", the receipt " + key.id());
        }
        CoseSign1 envelope = signed.signature();
        boolean genuine = envelope.assertion()
                .map(assertion -> assertion.signs(
                        key, WebAuthnAssertion.challenge(Transaction.CHALLENGE_DOMAIN, envelope.payload())))
                .orElseGet(() -> envelope.verify(key));
        if (!genuine) {
            throw new Refusal(Rejection.SIGNATURE_FORGED, "key " + key.id() + " did not make the signature");
        }
    }

    private static Fact state(Receipt.OfState content, LogEntry entry) {
        if (!(entry instanceof LogEntry.HeaderEntry header)) {
            throw new Refusal(Rejection.STATE_NOT_PROVEN, "the entry is not a block's header");
        }
        if (!content.proof().verify(header.stateRoot(), content.key(), content.value())) {
            throw new Refusal(
                    Rejection.STATE_NOT_PROVEN,
                    "the proof does not lead to the state root of block " + header.height());
        }
        return new Verdict.StateFact(header.height(), content.key(), content.value());
    }

    private static void requireSummary(Receipt receipt, Optional<List<String>> summary) {
        List<String> expected = Summary.lines(receipt.content(), receipt.entry());
        summary.filter(lines -> !lines.equals(expected)).ifPresent(lines -> {
            String first = lines.stream()
                    .filter(line -> !expected.contains(line))
                    .findFirst()
                    .orElse("a line is missing");
            throw new Refusal(Rejection.SUMMARY_CHANGED, first);
        });
    }

    /// RFC 9162 section 2.1.3.2, with a reason for each way to fail.
    private static void requireInclusion(Receipt receipt) {
        Checkpoint checkpoint = receipt.note().checkpoint();
        long index = receipt.inclusion().index();
        if (index >= checkpoint.size()) {
            throw new Refusal(
                    Rejection.OUT_OF_TREE, "index " + index + " in a log of " + checkpoint.size() + " entries");
        }
        Digest leaf = MerkleTree.leafHash(receipt.entry());
        Digest root = MerkleTree.rootOfInclusion(
                        index, checkpoint.size(), leaf, receipt.inclusion().path())
                .orElseThrow(() -> new Refusal(
                        Rejection.WRONG_PATH_LENGTH,
                        receipt.inclusion().path().size() + " hashes for index " + index + " of " + checkpoint.size()));
        if (!root.equals(checkpoint.root())) {
            throw new Refusal(Rejection.NOT_IN_LOG, "the path leads to another root than the checkpoint's");
        }
    }
}
