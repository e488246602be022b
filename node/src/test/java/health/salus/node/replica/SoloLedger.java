package health.salus.node.replica;

import health.salus.consensus.Consensus;
import health.salus.consensus.solo.SoloConfig;
import health.salus.consensus.solo.SoloConsensus;
import health.salus.crypto.SigningKey;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.RandomSource;
import health.salus.ledger.block.LedgerStore;
import health.salus.ledger.store.RocksLedgerStore;
import health.salus.node.local.LocalStore;
import health.salus.node.peer.Peers;
import health.salus.proof.membership.Genesis;
import health.salus.proof.membership.MemberKeys;
import health.salus.proof.membership.PublicCard;
import health.salus.proof.membership.SignedGenesis;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A member's ledger on a directory, with every real part. A second member hosts another hospital and has too little
/// weight to matter for finality, so its node need not run.
final class SoloLedger implements AutoCloseable {

    static final MemberId MEMBER = new MemberId("north");
    static final OrganisationId HOSPITAL = new OrganisationId("north-hospital");

    static final MemberId OTHER_MEMBER = new MemberId("south");
    static final OrganisationId OTHER_HOSPITAL = new OrganisationId("south-hospital");

    private static final int WEIGHT = 10;
    private static final int OTHER_WEIGHT = 1;

    private final RandomSource random = new SystemRandomSource();
    final LedgerRuntime runtime;
    final LedgerStore store;
    final Consensus consensus;
    final SigningKey memberKey;
    final Genesis genesis;
    private final LocalStore local;

    SoloLedger(Path directory) {
        this(directory, new RocksLedgerStore(directory.resolve("ledger")));
    }

    SoloLedger(Path directory, LedgerStore store) {
        MemberKeys keys = keys(directory, MEMBER);
        MemberKeys otherKeys = keys(directory, OTHER_MEMBER);
        this.memberKey = keys.member();
        this.genesis = SignedGenesis.unsigned(genesis(
                        card(MEMBER, HOSPITAL, WEIGHT, keys),
                        card(OTHER_MEMBER, OTHER_HOSPITAL, OTHER_WEIGHT, otherKeys)))
                .sign(keys.member())
                .sign(otherKeys.member())
                .verify();
        this.local = new LocalStore(directory.resolve("local"));
        this.store = store;
        this.consensus = new SoloConsensus(
                new SoloConfig(directory.resolve("consensus"), genesis.network(), MEMBER), Instant::now);
        this.runtime = new LedgerRuntime(
                new LedgerRuntime.Parts(
                        genesis,
                        MEMBER,
                        keys,
                        new OneEngine(consensus),
                        store,
                        local,
                        new Peers(MEMBER, keys.tls(), List.of())),
                Duration.ofSeconds(20),
                new LedgerNetwork.Ambient(Instant::now, random),
                divergence -> {
                    throw new AssertionError(divergence);
                });
        runtime.start();
    }

    /// The members of this ledger stay who they are.
    private record OneEngine(Consensus engine) implements EpochEngines {

        @Override
        public Consensus open(RosterEpoch epoch) {
            return engine;
        }

        @Override
        public String nameOf(RosterEpoch epoch) {
            return "solo";
        }

        @Override
        public boolean goesOn(RosterEpoch from, RosterEpoch to) {
            return true;
        }

        @Override
        public boolean redelivers(RosterEpoch epoch) {
            return true;
        }
    }

    private MemberKeys keys(Path directory, MemberId member) {
        Path keys = directory.resolve("keys-" + member);
        return MemberKeys.present(keys)
                ? MemberKeys.load(keys)
                : MemberKeys.create(keys, member, Instant.now(), random);
    }

    static PublicCard card(MemberId member, OrganisationId hospital, long weight, MemberKeys keys) {
        return new PublicCard(
                PublicCard.VERSION,
                member,
                hospital,
                "Hospital of " + member,
                weight,
                keys.member().verificationKey().coseKey(),
                keys.checkpoint().ed25519().verificationKey().coseKey(),
                keys.checkpoint().mlDsa44().verificationKey(),
                keys.tls().certificate().der(),
                Octets.EMPTY,
                "https://127.0.0.1:9",
                "");
    }

    private static Genesis genesis(PublicCard... cards) {
        return new Genesis(
                Genesis.VERSION, new NetworkId("test"), Instant.parse("2026-01-01T00:00:00Z"), List.of(cards));
    }

    @Override
    public void close() {
        runtime.close();
        local.close();
    }
}
