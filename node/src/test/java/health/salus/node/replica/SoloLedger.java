package health.salus.node.replica;

import health.salus.consensus.solo.SoloConfig;
import health.salus.consensus.solo.SoloConsensus;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.RandomSource;
import health.salus.ledger.store.RocksLedgerStore;
import health.salus.node.local.LocalStore;
import health.salus.proof.membership.Genesis;
import health.salus.proof.membership.MemberKeys;
import health.salus.proof.membership.PublicCard;
import health.salus.proof.membership.SignedGenesis;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A solo member's ledger on a directory, with every real part.
final class SoloLedger implements AutoCloseable {

    static final MemberId MEMBER = new MemberId("north");
    static final OrganisationId HOSPITAL = new OrganisationId("north-hospital");

    private final RandomSource random = new SystemRandomSource();
    final LedgerRuntime runtime;
    final Genesis genesis;
    private final LocalStore local;

    SoloLedger(Path directory) {
        Path keyDirectory = directory.resolve("keys");
        MemberKeys keys = MemberKeys.present(keyDirectory)
                ? MemberKeys.load(keyDirectory)
                : MemberKeys.create(keyDirectory, MEMBER, Instant.now(), random);
        this.genesis = genesis(keys);
        this.local = new LocalStore(directory.resolve("local"));
        this.runtime = new LedgerRuntime(
                new LedgerRuntime.Parts(
                        genesis,
                        MEMBER,
                        keys,
                        new SoloConsensus(
                                new SoloConfig(directory.resolve("consensus"), genesis.network(), MEMBER),
                                Instant::now),
                        new RocksLedgerStore(directory.resolve("ledger")),
                        local,
                        List.of(),
                        false),
                Duration.ofSeconds(20),
                new LedgerNetwork.Ambient(Instant::now, random),
                divergence -> {
                    throw new AssertionError(divergence);
                });
        runtime.start();
    }

    private static Genesis genesis(MemberKeys keys) {
        PublicCard card = new PublicCard(
                PublicCard.VERSION,
                MEMBER,
                HOSPITAL,
                "North Hospital",
                1,
                keys.member().verificationKey().coseKey(),
                keys.checkpoint().verificationKey().coseKey(),
                keys.tls().certificate().der(),
                Octets.EMPTY,
                "https://127.0.0.1:9",
                "");
        Genesis genesis = new Genesis(
                Genesis.VERSION, new NetworkId("test"), Instant.parse("2026-01-01T00:00:00Z"), List.of(card));
        return SignedGenesis.unsigned(genesis).sign(keys.member()).verify();
    }

    @Override
    public void close() {
        runtime.close();
        local.close();
    }
}
