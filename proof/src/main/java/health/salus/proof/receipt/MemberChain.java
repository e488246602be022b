package health.salus.proof.receipt;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import health.salus.proof.MemberSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All changes of a network's members, the earliest first: what leads a verifier from the members that it trusts to
/// those that have signed what it holds (docs/formats/bundle.md). Whoever hands it over is not trusted.
public record MemberChain(List<ChainLink> links) {

    /// The chain of a network whose members never changed.
    public static final MemberChain EMPTY = new MemberChain(List.of());

    /// Far more changes than a consortium makes in its life; each takes some 20 kB with four members.
    public static final int MAX_LINKS = 256;

    public MemberChain {
        links = List.copyOf(links);
        if (links.size() > MAX_LINKS) {
            throw new SalusException(ErrorCode.TOO_LARGE, "a chain of members has at most " + MAX_LINKS + " links");
        }
    }

    public static MemberChain of(List<ChainLink> links) {
        return new MemberChain(links);
    }

    public MemberChain with(ChainLink next) {
        List<ChainLink> more = new ArrayList<>(links);
        more.add(next);
        return of(more);
    }

    /// What a chain turned out to be worth.
    public sealed interface Answer {

        /// Each set of members was named by the one before it, from the trusted one on.
        record Holds(Succession succession) implements Answer {}

        /// @param detail names the place, for a person
        record Broken(Rejection reason, String detail) implements Answer {}
    }

    /// The trusted members may be those of the beginning, or any later ones of this chain: what is before them is
    /// passed over.
    public Answer check(TrustAnchor anchor) {
        try {
            return new Answer.Holds(require(anchor));
        } catch (Refusal refusal) {
            return new Answer.Broken(refusal.reason(), refusal.detail());
        }
    }

    Succession require(TrustAnchor anchor) {
        requireOrder();
        int from = beginning(anchor);
        MemberSet members = anchor.members();
        Succession succession = Succession.beginningWith(
                members, from == 0 ? -1 : links.get(from - 1).size());
        for (ChainLink link : links.subList(from, links.size())) {
            link.require(anchor.network(), members, anchor.required());
            members = link.members();
            succession = succession.then(members, link.size());
        }
        return succession;
    }

    private void requireOrder() {
        for (int i = 1; i < links.size(); i++) {
            if (links.get(i).size() <= links.get(i - 1).size()) {
                throw new Refusal(
                        Rejection.LINK_OUT_OF_ORDER,
                        "a change of members at " + links.get(i).size() + " entries follows one at "
                                + links.get(i - 1).size());
            }
        }
    }

    /// The first link that the trusted members signed. Where the same members return, it is their first time that
    /// counts.
    private int beginning(TrustAnchor anchor) {
        if (links.isEmpty() || links.getFirst().note().isFinal(anchor.members(), anchor.required())) {
            return 0;
        }
        for (int i = 0; i < links.size(); i++) {
            if (links.get(i).members().equals(anchor.members())) {
                return i + 1;
            }
        }
        return 0;
    }

    /// The digest that the header at this index brings; empty where it brings no change.
    public Optional<Digest> changeAt(long index) {
        return links.stream()
                .filter(link -> link.index() == index)
                .map(link -> link.members().digest())
                .findFirst();
    }

    /// A file of its own, as nodes and mirrors serve it beside the log.
    public String format(NetworkId network) {
        return ChainText.format(network, this);
    }

    /// Reads a file's form; whether it holds is for [#check].
    public static MemberChain parse(String text) {
        return ChainText.parse(text);
    }
}
