package health.salus.vault.custody;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.kernel.Digest;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.vault.custody.LyingCustodian.Lie;
import health.salus.vault.custody.PieceEvidence.OnLedger;
import health.salus.vault.doubles.Mutations;
import health.salus.vault.doubles.SyntheticSegments;
import health.salus.vault.segment.SegmentOpener;
import health.salus.vault.segment.WrongPiece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a reader keeps about a wrong piece is judged by somebody who was not there.
class PieceEvidenceTest {

    private static final int LIAR = 3;

    private final TestNetwork network = new TestNetwork(4, 149);
    private final SegmentReference wanted =
            network.store(List.of(network.unsealed("s-1", 2))).getFirst();
    private final OnLedger ledger = network.onLedger(LIAR, wanted.manifest());

    @ParameterizedTest
    @EnumSource(names = {"FRAGMENT", "SHARE", "MANIFEST"})
    void whoSignsWhatItGivesIsConvicted(Lie lie) {
        network.replace(LIAR, client -> LyingCustodian.signing(client, lie, network.seat(LIAR)));
        PieceEvidence found = onlyEvidence();
        assertThat(found.wrong().kind().name()).isEqualTo(lie.name());
        assertThat(found.convicts(ledger)).isTrue();
    }

    /// The place, the key, the network and the manifest are the ledger's to say, not the accuser's.
    @ParameterizedTest
    @EnumSource(names = {"FRAGMENT", "SHARE", "MANIFEST"})
    void nobodyElseIs(Lie lie) {
        network.replace(LIAR, client -> LyingCustodian.signing(client, lie, network.seat(LIAR)));
        PieceEvidence found = onlyEvidence();
        assertThat(found.convicts(network.onLedger(1, wanted.manifest()))).isFalse();
        assertThat(found.convicts(new OnLedger(
                        new NetworkId("elsewhere"), ledger.custodian(), ledger.key(), ledger.registered())))
                .isFalse();
        OnLedger otherKey = new OnLedger(
                SyntheticSegments.NETWORK,
                ledger.custodian(),
                network.onLedger(1, Digest.ZERO).key(),
                ledger.registered());
        assertThat(found.convicts(otherKey)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"FRAGMENT", "SHARE", "MANIFEST"})
    void whoSignsAnotherThingIsNamedOnly(Lie lie) {
        network.replace(LIAR, client -> new LyingCustodian(client, lie));
        PieceEvidence found = onlyEvidence();
        assertThat(found.handover()).isEmpty();
        assertThat(found.convicts(ledger)).isFalse();
    }

    @Test
    void anAccuserCannotMakeItUp() {
        Release honest = network.custodians
                .get(LIAR - 1)
                .release(TestNetwork.READER, Optional.of(TestNetwork.SESSION), List.of(wanted));
        SignedHandover signed = honest.handover().orElseThrow();
        Octets manifest = honest.deposits().getFirst().manifest();
        Handover.HandedPiece piece = signed.decoded().pieces().getFirst();
        for (WrongPiece.Kind kind : WrongPiece.Kind.values()) {
            Octets found = switch (kind) {
                case MANIFEST -> piece.manifest().octets();
                case FRAGMENT -> piece.fragment().octets();
                case SHARE -> piece.share().orElseThrow();
            };
            WrongPiece claimed = new WrongPiece(wanted.segment(), LIAR, kind, Octets.EMPTY, found);
            assertThat(new PieceEvidence(claimed, Optional.of(signed), Optional.of(manifest)).convicts(ledger))
                    .as("honest, accused of %s", kind)
                    .isFalse();
        }
        network.replace(LIAR, client -> LyingCustodian.signing(client, Lie.SHARE, network.seat(LIAR)));
        PieceEvidence sound = onlyEvidence();
        SignedHandover handover = sound.handover().orElseThrow();
        SignedHandover forged = new SignedHandover(handover.handover(), Mutations.flipped(handover.signature(), 7));
        assertThat(new PieceEvidence(sound.wrong(), Optional.of(forged), sound.manifest()).convicts(ledger))
                .isFalse();
        assertThat(new PieceEvidence(sound.wrong(), sound.handover(), Optional.of(Octets.utf8("another")))
                        .convicts(ledger))
                .isFalse();
    }

    /// The evidence goes to strangers: it must not help them to the key.
    @Test
    void evidenceHoldsNoShare() {
        network.replace(LIAR, client -> LyingCustodian.signing(client, Lie.SHARE, network.seat(LIAR)));
        Octets share = network.stores
                .get(LIAR - 1)
                .share(wanted.segment())
                .orElseThrow()
                .scalar();
        Octets wrong = Mutations.flipped(share, 31);
        String shown = onlyEvidence().toString()
                + onlyEvidence().handover().orElseThrow().handover().hex();
        assertThat(shown).doesNotContain(share.hex()).doesNotContain(wrong.hex());
    }

    private PieceEvidence onlyEvidence() {
        List<PieceEvidence> found = new ArrayList<>();
        new VaultReader(new SegmentOpener(), (member, evidence) -> {
                    assertThat(member).isEqualTo(TestNetwork.member(LIAR));
                    found.add(evidence);
                })
                .read(
                        Optional.of(TestNetwork.SESSION),
                        List.of(wanted),
                        network.clients(),
                        TestNetwork.member(LIAR),
                        network.threshold());
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
