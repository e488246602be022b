package health.salus.platform.stage;

import health.salus.contracts.SalusContracts;
import health.salus.contracts.identity.CustodianSet;
import health.salus.contracts.identity.Genesis;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.KeyDirectory;
import health.salus.contracts.identity.KeyRegistration;
import health.salus.contracts.identity.MemberRecord;
import health.salus.contracts.identity.NetworkLimits;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.crypto.CoseSign1;
import health.salus.crypto.InMemoryMlDsaKey;
import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.SigningKey;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import health.salus.ledger.execution.BlockExecutor;
import health.salus.ledger.execution.ExecutedBlock;
import health.salus.ledger.execution.OrderedRound;
import health.salus.ledger.state.StateKey;
import health.salus.ledger.state.StateOverlay;
import health.salus.ledger.state.StateReader;
import health.salus.platform.network.Author;
import health.salus.platform.network.Decision;
import health.salus.platform.network.Network;
import health.salus.proof.CheckpointKeys;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.proof.transaction.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// The real executor, contracts and signatures over a map; every transaction is a block, and the test owns the clock.
public final class OneMemberNetwork implements Network {

    public static final MemberId MEMBER = new MemberId("north");
    public static final OrganisationId NORTH = new OrganisationId("north-hospital");
    public static final CustodianSetId CUSTODIANS = new CustodianSetId("members");
    public static final Instant DAWN = Instant.parse("2026-01-01T00:00:00Z");

    private static final NetworkId NETWORK = new NetworkId("test");
    private static final PrincipalId SERVICE = new PrincipalId("node.north");
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final Random random = new Random(1);
    private final SigningKey memberKey = InMemorySigningKey.generate(source());
    private final SigningKey custodianKey = InMemorySigningKey.generate(source());
    private final Map<PrincipalId, SigningKey> keys = new HashMap<>();
    private final Map<StateKey, Octets> state = new TreeMap<>();
    private final Map<Digest, Decision> decided = new HashMap<>();
    private final BlockExecutor executor = new BlockExecutor(NETWORK, new KeyDirectory(), SalusContracts.all());
    private Instant now = DAWN.plusSeconds(60);
    private long height;
    private long reads;

    public OneMemberNetwork() {
        MemberRecord member =
                new MemberRecord(MEMBER, NORTH, SERVICE, 1, checkpointKeys(), custodianKey.verificationKey());
        Genesis genesis = new Genesis(
                NETWORK,
                DAWN,
                NetworkLimits.DEFAULT,
                List.of(new Genesis.FoundingMember(
                        member, "North Hospital", KeyRegistration.of(memberKey.verificationKey()))),
                List.of(new CustodianSet(CUSTODIANS, List.of(MEMBER))),
                List.of(),
                List.of());
        StateOverlay overlay = new StateOverlay(state());
        genesis.applyTo(overlay);
        overlay.changes().byKey().forEach((key, value) -> state.put(key, value.orElseThrow()));
    }

    private CheckpointKeys checkpointKeys() {
        return new CheckpointKeys(
                InMemorySigningKey.generate(source()).verificationKey(),
                InMemoryMlDsaKey.generate(source()).verificationKey());
    }

    private RandomSource source() {
        return random::nextBytes;
    }

    public SigningKey custodianKey() {
        return custodianKey;
    }

    /// Consensus time.
    public Instant now() {
        return now;
    }

    public void pass(Duration duration) {
        now = now.plus(duration);
    }

    /// How many values were read so far.
    public long reads() {
        return reads;
    }

    /// Registers somebody with a key; a practitioner of whom the organisation is not known yet is an error.
    public PrincipalId register(String name, PrincipalKind kind, OrganisationId organisation) {
        PrincipalId principal = new PrincipalId(name);
        SigningKey key = InMemorySigningKey.generate(source());
        keys.put(principal, key);
        asMember(IdentityCommand.FORMAT.encode(new IdentityCommand.RegisterPrincipal(
                principal, kind, organisation, List.of(KeyRegistration.of(key.verificationKey())))));
        return principal;
    }

    public Decision asMember(Command... commands) {
        return decide(signAsMember(List.of(commands))).orThrow();
    }

    public Decision asserted(PrincipalId actor, Command... commands) {
        return decide(author(actor), List.of(commands)).orThrow();
    }

    public static Author author(PrincipalId actor) {
        return new Author(actor, "https://north.example", Digest.ZERO);
    }

    /// The principal's own key signs.
    public Decision signed(PrincipalId actor, Command... commands) {
        SigningKey key = Optional.ofNullable(keys.get(actor)).orElseThrow();
        Attestation attestation =
                new Attestation.PrincipalSigned(actor, key.verificationKey().id());
        return decide(sign(unsigned(attestation, List.of(commands)), key)).orThrow();
    }

    @Override
    public NetworkId id() {
        return NETWORK;
    }

    @Override
    public MemberId self() {
        return MEMBER;
    }

    @Override
    public StateReader state() {
        return key -> {
            reads++;
            return Optional.ofNullable(state.get(key));
        };
    }

    @Override
    public long height() {
        return height;
    }

    @Override
    public Instant time() {
        return now;
    }

    @Override
    public SignedTransaction assertFor(Author author, List<Command> commands) {
        Attestation attestation = new Attestation.MemberAsserted(
                MEMBER, memberKey.verificationKey().id(), author.actor(), author.issuer(), author.tokenHash());
        return sign(unsigned(attestation, commands), memberKey);
    }

    @Override
    public SignedTransaction signAsMember(List<Command> commands) {
        Attestation attestation = new Attestation.PrincipalSigned(
                SERVICE, memberKey.verificationKey().id());
        return sign(unsigned(attestation, commands), memberKey);
    }

    private static SignedTransaction sign(Transaction transaction, SigningKey key) {
        return SignedTransaction.parse(CoseSign1.sign(transaction.encode(), key).encode());
    }

    @Override
    public Transaction unsigned(Attestation attestation, List<Command> commands) {
        return new Transaction(
                Transaction.VERSION,
                NETWORK,
                attestation,
                now.minus(WINDOW),
                now.plus(WINDOW),
                source().octets(Transaction.SALT_BYTES),
                true,
                commands);
    }

    @Override
    public Decision decide(SignedTransaction transaction) {
        OrderedRound round = new OrderedRound(now, List.of(new OrderedRound.Item(transaction.envelope(), now, MEMBER)));
        ExecutedBlock block = executor.execute(height + 1, round, state(), decided::containsKey);
        if (!block.discards().isEmpty()) {
            throw new SalusException(block.discards().getFirst().code(), "not admitted");
        }
        height++;
        block.changes().byKey().forEach((key, value) -> {
            state.remove(key);
            value.ifPresent(octets -> state.put(key, octets));
        });
        Decision decision = new Decision(
                transaction.id(), height, now, block.transactions().getFirst().outcome());
        decided.put(transaction.id(), decision);
        return decision;
    }

    @Override
    public Optional<Decision> find(Digest transactionId) {
        return Optional.ofNullable(decided.get(transactionId));
    }

    @Override
    public Optional<Octets> receipt(Digest transactionId) {
        return Optional.empty();
    }

    @Override
    public Octets prove(StateKey key) {
        throw new UnsupportedOperationException("nobody signs checkpoints here");
    }
}
