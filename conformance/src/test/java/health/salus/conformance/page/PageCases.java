package health.salus.conformance.page;

import static health.salus.proof.receipt.SmallLedger.NETWORK;
import static health.salus.proof.receipt.SmallLedger.STATE_KEY;
import static health.salus.proof.receipt.SmallLedger.STATE_VALUE;
import static health.salus.proof.receipt.SmallLedger.TIME;
import static health.salus.proof.receipt.SmallLedger.cosigned;

import health.salus.crypto.CoseSign1;
import health.salus.crypto.VerificationKey;
import health.salus.kernel.Digest;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.proof.Checkpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.Cosignature;
import health.salus.proof.CosignatureKind;
import health.salus.proof.CosignatureRequirement;
import health.salus.proof.LogEntry;
import health.salus.proof.receipt.Bundle;
import health.salus.proof.receipt.ChainLink;
import health.salus.proof.receipt.ChangingLedger;
import health.salus.proof.receipt.MemberChain;
import health.salus.proof.receipt.Receipt;
import health.salus.proof.receipt.Receipt.Inclusion;
import health.salus.proof.receipt.Receipt.OfTransaction;
import health.salus.proof.receipt.SmallLedger;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.transaction.SignedTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Receipts that hold, and receipts that do not, one for each way not to.
final class PageCases {

    /// One choice of files.
    record Case(String name, String receipt, Optional<String> bundle, TrustAnchor trust) {
        @Override
        public String toString() {
            return name;
        }
    }

    private final SmallLedger small = new SmallLedger();
    private final ChangingLedger changing = new ChangingLedger();
    private final Receipt receipt = small.receipt(4);
    private final OfTransaction content = (OfTransaction) receipt.content();
    private final List<Case> cases = new ArrayList<>();

    static List<Case> all() {
        PageCases made = new PageCases();
        made.genuine();
        made.files();
        made.contents();
        made.paths();
        made.signatures();
        made.chains();
        return made.cases;
    }

    private void add(String name, Receipt of) {
        add(name, of.format());
    }

    private void add(String name, String text) {
        cases.add(new Case(name, text, Optional.empty(), SmallLedger.anchor()));
    }

    private void add(String name, String text, Bundle bundle, TrustAnchor trust) {
        cases.add(new Case(name, text, Optional.of(bundle.format()), trust));
    }

    private static TrustAnchor requiring(CosignatureRequirement kinds) {
        return ChangingLedger.anchor().requiring(kinds);
    }

    private void genuine() {
        add("a transaction", receipt);
        add(
                "without the author's key",
                with(new OfTransaction(content.envelope(), content.outcome(), Optional.empty())));
        add("a value of the state", small.stateReceipt(STATE_KEY, Optional.of(STATE_VALUE)));
        add("the absence of one", small.stateReceipt(Digest.sha256(Octets.utf8("unknown")), Optional.empty()));
        add("one entry alone", alone(content.envelope(), content.signer()));
        for (CosignatureRequirement kinds : CosignatureRequirement.values()) {
            String late = changing.receipt(ChangingLedger.SIZE).format();
            add(
                    "after two changes, " + kinds,
                    late,
                    changing.bundle(ChangingLedger.SIZE, ChangingLedger.SIZE),
                    requiring(kinds));
            add(
                    "with a later bundle, " + kinds,
                    changing.receipt(5).format(),
                    changing.bundle(5, 12),
                    requiring(kinds));
            cases.add(new Case("without a bundle, " + kinds, late, Optional.empty(), requiring(kinds)));
            cases.add(new Case(
                    "early, without a bundle, " + kinds,
                    changing.receipt(5).format(),
                    Optional.empty(),
                    requiring(kinds)));
        }
    }

    private void files() {
        String text = receipt.format();
        add("empty", "");
        add("no receipt", "no receipt\n");
        add("of a later version", text.replace("receipt v1", "receipt v2"));
        add("without its last character", text.substring(0, text.length() - 1));
        add("cut after its first line", "salus receipt v1\n");
        add("without its signatures", text.substring(0, text.indexOf("\u2014 ")));
        add("with something after it", text + "more\n");
        add("with other line ends", text.replace("\n", "\r\n"));
        add("with another command", text.replace("consent.give accepted", "consent.give refused"));
        add("with another time", text.replace("time 2026-03-01T10:00:00Z", "time 2026-03-01T10:00:01Z"));
        add("with one more line", text.replace("network demo\n", "network demo\nverified by us\n"));
        cases.add(new Case(
                "of another network",
                text,
                Optional.empty(),
                TrustAnchor.of(new NetworkId("other"), SmallLedger.members())));
    }

    private void contents() {
        Octets otherEnvelope = SmallLedger.transaction(5).envelope();
        Octets otherOutcome = SmallLedger.outcome(5).encode();
        add("another transaction", with(new OfTransaction(otherEnvelope, content.outcome(), content.signer())));
        add("another outcome", with(new OfTransaction(content.envelope(), otherOutcome, content.signer())));
        VerificationKey other = SmallLedger.key(51).verificationKey();
        add("another key", with(new OfTransaction(content.envelope(), content.outcome(), Optional.of(other))));
        Octets payload = SmallLedger.transaction(4).signature().payload();
        Octets forged = CoseSign1.sign(payload, SmallLedger.key(51)).encode();
        add("a signature by another key", alone(forged, content.signer()));
        Receipt header = small.stateReceipt(STATE_KEY, Optional.of(STATE_VALUE));
        add(
                "a header's entry",
                new Receipt(content, receipt.members(), header.entry(), header.inclusion(), header.note()));
        add("a value that is not there", small.stateReceipt(STATE_KEY, Optional.of(Octets.EMPTY)));
        add("no value where there is one", small.stateReceipt(STATE_KEY, Optional.empty()));
        Receipt.OfState state = (Receipt.OfState) header.content();
        add("a state under a transaction's entry", with(state));
        add(
                "a value in another's place",
                small.stateReceipt(Digest.sha256(Octets.utf8("unknown")), Optional.of(STATE_VALUE)));
        PasskeyCase.all().forEach(each -> add(each.name(), alone(each.envelope(), Optional.of(each.key()))));
    }

    private void paths() {
        List<Digest> path = receipt.inclusion().path();
        List<Digest> longer = new ArrayList<>(path);
        longer.add(path.getLast());
        add("an index beyond the tree", with(new Inclusion(11, path)));
        add("a path that is too short", with(new Inclusion(4, path.subList(0, path.size() - 1))));
        add("a path that is too long", with(new Inclusion(4, longer)));
        add("another's index", with(new Inclusion(5, path)));
        add("a path turned round", with(new Inclusion(4, path.reversed())));
    }

    private void signatures() {
        Checkpoint checkpoint = receipt.note().checkpoint();
        add("two signatures of four", with(cosigned(checkpoint, 0, 1)));
        add("four signatures", with(cosigned(checkpoint, 0, 1, 2, 3)));
        List<Cosignature> foreign = new ArrayList<>(cosigned(checkpoint, 0, 1).cosignatures());
        foreign.add(Cosignature.sign(
                CosignatureKind.ED25519, checkpoint, SmallLedger.member(2), SmallLedger.keys(77), TIME));
        add("another key in a member's name", with(new CheckpointNote(checkpoint, foreign)));
        List<Cosignature> earlier = cosigned(small.checkpoint(7), 0, 1, 2).cosignatures();
        add("signatures of another checkpoint", with(new CheckpointNote(checkpoint, earlier)));
        Receipt fewer = new Receipt(
                content, receipt.members().subList(0, 3), receipt.entry(), receipt.inclusion(), receipt.note());
        add("fewer members", fewer);
        for (Instant since : List.of(TIME, TIME.plusSeconds(1))) {
            TrustAnchor demanding = SmallLedger.anchor().requiringNewerThan(since);
            String state =
                    small.stateReceipt(STATE_KEY, Optional.of(STATE_VALUE)).format();
            cases.add(new Case("a state since " + since, state, Optional.empty(), demanding));
            cases.add(new Case("a transaction since " + since, receipt.format(), Optional.empty(), demanding));
        }
        Instant later = TIME.plusSeconds(60);
        String outdated = changing.stateReceipt(4, 8, later).format();
        cases.add(new Case(
                "a state that may have changed",
                outdated,
                Optional.empty(),
                ChangingLedger.anchor().requiringNewerThan(later)));
    }

    private void chains() {
        int size = ChangingLedger.SIZE;
        String late = changing.receipt(size).format();
        String early = changing.receipt(5).format();
        Bundle whole = changing.bundle(size, size);
        TrustAnchor trust = ChangingLedger.anchor();
        ChainLink one = changing.firstLink();
        ChainLink two = changing.secondLink();
        add("a bundle for another size", early, whole, trust);
        add("a bundle of an earlier checkpoint", late, changing.bundle(5, 5), trust);
        add("a bundle without its first change", late, with(whole, two), trust);
        add("a bundle without its last change", late, with(whole, one), trust);
        add("changes in another order", late, with(whole, two, one), trust);
        add("a change twice", late, with(whole, one, one), trust);
        add(
                "other members beside a header",
                late,
                with(whole, new ChainLink(one.header(), one.path(), one.note(), ChangingLedger.THIRD), two),
                trust);
        add(
                "another header",
                late,
                with(whole, new ChainLink(changing.header(12), one.path(), one.note(), one.members()), two),
                trust);
        add(
                "a transaction as header",
                late,
                with(whole, new ChainLink(changing.header(1), one.path(), one.note(), one.members()), two),
                trust);
        add(
                "a cut path",
                late,
                with(whole, new ChainLink(one.header(), one.path().subList(1, 3), one.note(), one.members()), two),
                trust);
        CheckpointNote few = new CheckpointNote(
                one.note().checkpoint(), one.note().cosignatures().subList(0, 2));
        add(
                "a change that few have signed",
                late,
                with(whole, new ChainLink(one.header(), one.path(), few, one.members()), two),
                trust);
        add(
                "members that had ended",
                changing.receipt(12, ChangingLedger.FIRST).format(),
                changing.bundle(12, 12),
                trust);
        add(
                "members that had not begun",
                changing.receipt(5, ChangingLedger.SECOND).format(),
                changing.bundle(5, 12),
                trust);
        add("trusting later members", late, whole, TrustAnchor.of(NETWORK, ChangingLedger.SECOND));
        add(
                "trusting those that came after",
                early,
                changing.bundle(5, 12),
                TrustAnchor.of(NETWORK, ChangingLedger.SECOND));
        String text = whole.format();
        for (String broken : List.of(
                "salus bundle v1\n",
                "salus bundle v1\nno network\n",
                text + "more\n",
                text.substring(0, text.length() - 1),
                text.replace("bundle v1", "bundle v2"),
                text.replaceFirst("network demo", "network other"))) {
            cases.add(new Case("a broken bundle of " + broken.length(), late, Optional.of(broken), trust));
        }
    }

    private static Bundle with(Bundle bundle, ChainLink... links) {
        return new Bundle(bundle.network(), MemberChain.of(List.of(links)), bundle.consistency(), bundle.note());
    }

    private Receipt with(Receipt.Content other) {
        return new Receipt(other, receipt.members(), receipt.entry(), receipt.inclusion(), receipt.note());
    }

    private Receipt with(Inclusion other) {
        return new Receipt(content, receipt.members(), receipt.entry(), other, receipt.note());
    }

    private Receipt with(CheckpointNote other) {
        return new Receipt(content, receipt.members(), receipt.entry(), receipt.inclusion(), other);
    }

    /// The one entry of a log of its own.
    private Receipt alone(Octets envelope, Optional<VerificationKey> signer) {
        return alone(envelope, content.outcome(), signer);
    }

    static Receipt alone(Octets envelope, Octets outcome, Optional<VerificationKey> signer) {
        SignedTransaction signed = SignedTransaction.parse(envelope);
        LogEntry entry = new LogEntry.TransactionEntry(
                LogEntry.VERSION, NETWORK, signed.saltedDigest(), Digest.sha256(outcome), TIME);
        Checkpoint checkpoint = Checkpoint.of(NETWORK, 1, entry.leafHash());
        return Receipt.of(
                new OfTransaction(envelope, outcome, signer),
                SmallLedger.members(),
                entry.encode(),
                new Inclusion(0, List.of()),
                cosigned(checkpoint, 0, 1, 2));
    }
}
