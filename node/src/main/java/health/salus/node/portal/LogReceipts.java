package health.salus.node.portal;

import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.TimeSource;
import health.salus.platform.audit.ReceiptAccess;
import health.salus.platform.network.Network;
import health.salus.portal.Caller;
import health.salus.portal.Receipts;
import health.salus.proof.receipt.Receipt;
import health.salus.proof.receipt.ReceiptVerifier;
import health.salus.proof.receipt.Rejection;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.receipt.Verdict;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.Outcome;
import health.salus.proof.transaction.SignedTransaction;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Receipts, named by the id of their transaction; to whom [ReceiptAccess] does not give one, it is not there.
final class LogReceipts implements Receipts {

    private static final Pattern TRANSACTION_ID = Pattern.compile("[0-9a-f]{64}");

    private final Network network;
    private final TrustAnchor anchor;
    private final Bundles bundles;
    private final Names names;
    private final ReceiptAccess access;

    /// How members are called in what a check shows.
    @FunctionalInterface
    interface Names {
        String of(MemberId member);
    }

    /// The bundle for receipts against a checkpoint of this size, where this node's log has come as far.
    @FunctionalInterface
    interface Bundles {
        Optional<String> of(long size);
    }

    /// @param anchor the members of the genesis
    LogReceipts(Network network, TrustAnchor anchor, Bundles bundles, Names names, TimeSource time) {
        this.network = network;
        this.anchor = anchor;
        this.bundles = bundles;
        this.names = names;
        this.access = new ReceiptAccess(network, time);
    }

    @Override
    public Optional<ReceiptFile> find(Caller caller, ReceiptId id) {
        if (!TRANSACTION_ID.matcher(id.value()).matches()) {
            return Optional.empty();
        }
        return network.receipt(Digest.ofHex(id.value()))
                .map(Octets::toUtf8)
                .filter(text -> access.isFor(caller.principal(), caller.patient(), text))
                .map(text -> new ReceiptFile("salus-receipt-" + id.value().substring(0, 12) + ".txt", text));
    }

    @Override
    public Check check(String text) {
        return switch (verdict(text)) {
            case Verdict.Verified verified -> new Check.Genuine(facts(verified));
            case Verdict.Rejected(Rejection reason, var _) -> refused(reason);
        };
    }

    /// Older than a change of members, or younger: this node knows all changes since the genesis.
    private Verdict verdict(String text) {
        Verdict alone = ReceiptVerifier.verify(text, anchor);
        if (alone instanceof Verdict.Rejected rejected && rejected.reason() == Rejection.UNKNOWN_MEMBERS) {
            return bundles.of(Receipt.parse(text).note().checkpoint().size())
                    .map(bundle -> ReceiptVerifier.verify(text, bundle, anchor))
                    .orElse(alone);
        }
        return alone;
    }

    private Facts facts(Verdict.Verified verified) {
        List<String> members =
                verified.signers().stream().map(names::of).sorted().toList();
        String networkId = verified.entry().network().value();
        return switch (verified.fact()) {
            case Verdict.TransactionFact(SignedTransaction signed, Outcome outcome, var _) -> {
                Attestation attestation = signed.transaction().attestation();
                yield new Facts(
                        signed.id().hex(),
                        networkId,
                        verified.index(),
                        verified.entry().time(),
                        signed.transaction().commands().stream()
                                .map(command -> command.contract() + "." + command.name())
                                .toList(),
                        outcome.accepted(),
                        attestation instanceof Attestation.PrincipalSigned,
                        attestation.actor().value(),
                        members);
            }
            case Verdict.StateFact(var _, Digest key, var value) ->
                new Facts(
                        key.hex(),
                        networkId,
                        verified.index(),
                        verified.entry().time(),
                        List.of(value.isPresent() ? "state.present" : "state.absent"),
                        true,
                        false,
                        "",
                        members);
        };
    }

    private static Check refused(Rejection reason) {
        return switch (reason) {
            case TRUNCATED, MALFORMED, UNSUPPORTED_VERSION, BUNDLE_MALFORMED -> new Check.Unreadable();
            case WRONG_NETWORK -> new Check.NotProven(Reason.OTHER_NETWORK);
            case UNKNOWN_MEMBERS,
                    MEMBERS_NOT_IN_CHAIN,
                    MEMBERS_NOT_IN_FORCE,
                    LINK_MISSING,
                    LINK_NOT_SIGNED,
                    LINK_FORGED,
                    LINK_OUT_OF_ORDER,
                    LINK_NAMES_OTHERS,
                    COSIGNED_BY_OTHER_KEYS -> new Check.NotProven(Reason.UNKNOWN_MEMBERS);
            case TRANSACTION_SWAPPED,
                    OUTCOME_SWAPPED,
                    SUMMARY_CHANGED,
                    RESIGNED,
                    SIGNATURE_FORGED,
                    STATE_NOT_PROVEN,
                    COSIGNATURE_FORGED -> new Check.NotProven(Reason.CHANGED_CONTENT);
            case OUT_OF_TREE, WRONG_PATH_LENGTH, NOT_IN_LOG, BUNDLE_OF_ANOTHER_LOG ->
                new Check.NotProven(Reason.NOT_IN_LOG);
            case STALE, NOT_FINAL -> new Check.NotProven(Reason.TOO_FEW_SIGNATURES);
        };
    }
}
