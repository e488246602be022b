package health.salus.proof.receipt;

import static health.salus.proof.receipt.ChangingLedger.FIRST;
import static health.salus.proof.receipt.ChangingLedger.FIRST_CHANGE;
import static health.salus.proof.receipt.ChangingLedger.SECOND;
import static health.salus.proof.receipt.ChangingLedger.SECOND_CHANGE;
import static health.salus.proof.receipt.ChangingLedger.THIRD;
import static health.salus.proof.receipt.ChangingLedger.anchor;
import static health.salus.proof.receipt.SmallLedger.NETWORK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.Digest;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.Checkpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.Cosignature;
import health.salus.proof.CosignatureKind;
import health.salus.proof.CosignatureRequirement;
import health.salus.proof.MemberSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MemberChainTest {

    private static final ChangingLedger LEDGER = new ChangingLedger();
    private static final ChainLink ONE = LEDGER.firstLink();
    private static final ChainLink TWO = LEDGER.secondLink();

    @ParameterizedTest
    @EnumSource
    void leadsFromTheTrustedMembersToThePresentOnes(CosignatureRequirement required) {
        Succession succession = succession(LEDGER.chain(), anchor().requiring(required));
        assertThat(succession.current()).isEqualTo(THIRD);
        for (int size = 1; size <= ChangingLedger.SIZE; size++) {
            assertThat(succession.at(size)).as("at %s", size).contains(ChangingLedger.signing(size));
        }
    }

    @Test
    void withoutLinksTheTrustedMembersGoOn() {
        assertThat(succession(MemberChain.EMPTY, anchor()).current()).isEqualTo(FIRST);
        assertThat(succession(MemberChain.EMPTY, anchor()).at(0)).contains(FIRST);
    }

    @Test
    void beginsWhereTheTrustedMembersBegan() {
        Succession later = succession(LEDGER.chain(), TrustAnchor.of(NETWORK, SECOND));
        assertThat(later.current()).isEqualTo(THIRD);
        assertThat(later.at(FIRST_CHANGE + 1)).contains(SECOND);
        assertThat(later.at(FIRST_CHANGE)).isEmpty();
        assertThat(succession(LEDGER.chain(), TrustAnchor.of(NETWORK, THIRD)).current())
                .isEqualTo(THIRD);
    }

    @Test
    void grows() {
        assertThat(MemberChain.EMPTY.with(ONE).with(TWO)).isEqualTo(LEDGER.chain());
        assertThat(ONE.index()).isEqualTo(FIRST_CHANGE - 1);
        assertThat(LEDGER.chain().changeAt(FIRST_CHANGE - 1)).contains(SECOND.digest());
        assertThat(LEDGER.chain().changeAt(FIRST_CHANGE)).isEmpty();
        assertThatThrownBy(() -> MemberChain.of(Collections.nCopies(MemberChain.MAX_LINKS + 1, ONE)))
                .isInstanceOf(SalusException.class);
    }

    @Test
    void isATextFile() {
        String text = LEDGER.chain().format(NETWORK);
        assertThat(MemberChain.parse(text)).isEqualTo(LEDGER.chain());
        assertThat(MemberChain.parse(MemberChain.EMPTY.format(NETWORK))).isEqualTo(MemberChain.EMPTY);
        for (String other : List.of(
                "",
                "salus members v2\n",
                "no members\n",
                text + "more\n",
                text.replace("link\nheader", "link\nhead"))) {
            assertThatThrownBy(() -> MemberChain.parse(other)).isInstanceOf(SalusException.class);
        }
    }

    static Stream<Arguments> brokenChains() {
        byte[] flipped = ONE.header().toArray();
        flipped[flipped.length - 1] ^= 1;
        Checkpoint madeUp = Checkpoint.of(NETWORK, FIRST_CHANGE, Digest.sha256(Octets.utf8("made up")));
        MemberSet two = new MemberSet(FIRST.members().subList(0, 2));
        return Stream.of(
                broken("the first link is missing", Rejection.LINK_MISSING, TWO),
                broken("links change places", Rejection.LINK_OUT_OF_ORDER, TWO, ONE),
                broken("a link comes twice", Rejection.LINK_OUT_OF_ORDER, ONE, ONE),
                broken("other members stand beside the header", Rejection.LINK_NAMES_OTHERS, with(THIRD)),
                broken("fewer members stand beside the header", Rejection.LINK_NAMES_OTHERS, with(two)),
                broken("the header was changed", Rejection.LINK_FORGED, with(Octets.wrap(flipped))),
                broken("the header is a transaction", Rejection.LINK_FORGED, with(LEDGER.header(1))),
                broken("the header is that of a later block", Rejection.LINK_FORGED, with(LEDGER.header(12))),
                broken(
                        "the path leads elsewhere",
                        Rejection.LINK_FORGED,
                        with(ONE.path().reversed())),
                broken("the path is cut", Rejection.LINK_FORGED, with(ONE.path().subList(1, 3))),
                broken(
                        "the new members sign for themselves",
                        Rejection.LINK_MISSING,
                        with(LEDGER.signed(FIRST_CHANGE, SECOND))),
                broken("too few have signed", Rejection.LINK_NOT_SIGNED, with(LEDGER.signed(FIRST_CHANGE, two))),
                broken(
                        "the members signed a later log",
                        Rejection.LINK_FORGED,
                        with(LEDGER.signed(FIRST_CHANGE + 1, FIRST))),
                broken("the log is made up", Rejection.LINK_FORGED, with(ChangingLedger.signed(madeUp, FIRST))),
                broken("a signature is of another log", Rejection.LINK_FORGED, with(mixed())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenChains")
    void refusesABrokenChain(String name, Rejection reason, List<ChainLink> links) {
        assertThat(MemberChain.of(links).check(anchor()))
                .as(name)
                .isInstanceOfSatisfying(
                        MemberChain.Answer.Broken.class,
                        broken -> assertThat(broken.reason()).isEqualTo(reason));
    }

    @Test
    void refusesAnotherNetworksChain() {
        TrustAnchor other = TrustAnchor.of(new NetworkId("other"), FIRST);
        assertThat(LEDGER.chain().check(other))
                .isInstanceOfSatisfying(
                        MemberChain.Answer.Broken.class,
                        broken -> assertThat(broken.reason()).isEqualTo(Rejection.LINK_FORGED));
    }

    /// Once Ed25519 is broken, whoever asks for ML-DSA-44 is not led astray by links without it.
    @Test
    void asksEachLinkForTheKindsThatAreRequired() {
        CheckpointNote half = ONE.note().only(CosignatureKind.ED25519);
        MemberChain chain = MemberChain.of(List.of(with(half)));
        assertThat(succession(chain, anchor()).current()).isEqualTo(SECOND);
        for (CosignatureRequirement required : List.of(CosignatureRequirement.ML_DSA_44, CosignatureRequirement.BOTH)) {
            assertThat(chain.check(anchor().requiring(required))).isInstanceOf(MemberChain.Answer.Broken.class);
        }
    }

    private static CheckpointNote mixed() {
        List<Cosignature> cosignatures = new ArrayList<>(ONE.note().cosignatures());
        cosignatures.set(1, LEDGER.signed(SECOND_CHANGE, FIRST).cosignatures().get(1));
        return new CheckpointNote(ONE.note().checkpoint(), cosignatures);
    }

    private static Arguments broken(String name, Rejection reason, ChainLink... links) {
        return Arguments.of(name, reason, List.of(links));
    }

    private static ChainLink with(Octets header) {
        return new ChainLink(header, ONE.path(), ONE.note(), ONE.members());
    }

    private static ChainLink with(List<Digest> path) {
        return new ChainLink(ONE.header(), path, ONE.note(), ONE.members());
    }

    private static ChainLink with(CheckpointNote note) {
        return new ChainLink(ONE.header(), ONE.path(), note, ONE.members());
    }

    private static ChainLink with(MemberSet members) {
        return new ChainLink(ONE.header(), ONE.path(), ONE.note(), members);
    }

    private static Succession succession(MemberChain chain, TrustAnchor anchor) {
        return switch (chain.check(anchor)) {
            case MemberChain.Answer.Holds(Succession succession) -> succession;
            case MemberChain.Answer.Broken broken -> throw new AssertionError(broken);
        };
    }
}
