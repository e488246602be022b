package health.salus.consensus.hashgraph;

import health.salus.consensus.Consensus;
import health.salus.consensus.ConsensusStatus;
import health.salus.consensus.DirectoryLock;
import health.salus.consensus.RoundHandler;
import health.salus.consensus.Submission;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Consensus of members that do not trust each other, by the Hiero platform's hashgraph: asynchronous Byzantine fault
/// tolerance, by weight.
public final class HashgraphConsensus implements Consensus {

    /// The engine's default for how old, in rounds, an event may be and still be ordered.
    private static final long HORIZON_ROUNDS = 26;

    private final HashgraphConfig config;
    private final HashgraphKeys keys;
    private final Map<String, String> experiments;
    private final DiskRoom room;
    private final HashgraphState state;
    private final int instance = new SecureRandom().nextInt();
    private final TransactionPool pool;
    private final Quiescence quiescence;
    private Optional<Running> running = Optional.empty();

    /// What exists between start and close.
    private record Running(DirectoryLock lock, OrderedRounds rounds, EnginePlatform engine, Thread starter) {}

    public HashgraphConsensus(HashgraphConfig config, HashgraphKeys keys) {
        this(config, keys, Map.of());
    }

    /// @param experiments properties of the engine that a measurement sets otherwise
    HashgraphConsensus(HashgraphConfig config, HashgraphKeys keys, Map<String, String> experiments) {
        this.config = config;
        this.keys = keys;
        this.experiments = experiments;
        this.room = new DiskRoom(config.directory());
        this.state = new HashgraphState(room);
        this.pool = new TransactionPool(config.settings(), instance, InstantSource.system());
        this.quiescence = new Quiescence(pool, HORIZON_ROUNDS, Quiescence.AFTERGLOW);
    }

    @Override
    public synchronized void start(RoundHandler handler) {
        if (running.isPresent() || state.isStopped()) {
            throw new IllegalStateException("a hashgraph engine is started once");
        }
        requireOwnKeys();
        requireFreePort();
        DirectoryLock lock = DirectoryLock.take(config.directory());
        try {
            EventFiles.notAfter(Instant.now(), config.directory());
            EngineLog.direct(config.directory());
            RoundReader reader = new RoundReader(config.network(), config.self(), instance);
            OrderedRounds rounds =
                    new OrderedRounds(config.network(), reader, new Delivery(handler, state), state, quiescence);
            Execution execution = new Execution(config.settings(), pool, quiescence, state);
            EnginePlatform engine = new PlatformFactory(config, keys, experiments).create(execution, rounds, room);
            quiescence.connect(engine.platform()::quiescenceCommand);
            engine.onDivergence(() -> {
                rounds.stop();
                state.halt("this node computed another state than the other members");
            });
            Thread starter =
                    Thread.ofPlatform().name("hashgraph-start").daemon().start(() -> run(engine));
            running = Optional.of(new Running(lock, rounds, engine, starter));
        } catch (SalusException refused) {
            abandonStart(lock, refused.detail());
            throw refused;
        } catch (RuntimeException failed) {
            String why = "the engine in " + config.directory() + " cannot be opened: " + failed;
            abandonStart(lock, why);
            throw new SalusException(ErrorCode.STORAGE_FAILED, why, failed);
        }
    }

    private void abandonStart(DirectoryLock lock, String why) {
        state.halt(why);
        quiescence.close();
        lock.close();
    }

    private void run(EnginePlatform engine) {
        try {
            engine.start();
        } catch (RuntimeException | Error failed) {
            state.halt("the engine cannot start: " + failed);
        }
    }

    /// With another's keys the peers would refuse every event, which is far harder to find out.
    private void requireOwnKeys() {
        if (!keys.certificate().equals(config.selfMember().certificate())) {
            throw new SalusException(
                    ErrorCode.CONFIGURATION,
                    "the gossip keys are not those of member " + config.self() + " in network "
                            + config.network().network());
        }
    }

    /// The engine itself would log that the port is taken, and try for ever.
    private void requireFreePort() {
        GossipEndpoint listen = config.bind().orElse(config.selfMember().gossip());
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(listen.host(), listen.port()));
        } catch (IOException taken) {
            throw new SalusException(
                    ErrorCode.CONFIGURATION,
                    "the engine cannot listen on " + listen.host() + ":" + listen.port() + ": " + taken.getMessage(),
                    taken);
        }
    }

    @Override
    public Submission submit(Octets transaction) {
        Optional<Submission> refusal = state.refusal();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Submission submission = pool.submit(transaction);
        if (submission.isAccepted()) {
            quiescence.submitted();
        }
        return submission;
    }

    @Override
    public ConsensusStatus status() {
        return state.status();
    }

    @Override
    public int maxTransactionBytes() {
        return config.settings().maxTransactionBytes();
    }

    /// What was accepted and is not in an event yet is lost, as when the process dies.
    @Override
    public synchronized void close() {
        state.close();
        room.close();
        quiescence.close();
        running.ifPresent(HashgraphConsensus::stop);
        running = Optional.empty();
    }

    private static void stop(Running engine) {
        engine.rounds().stop();
        // Replaying goes fast now that nothing is executed; an engine cannot be stopped while it does.
        awaitEnd(engine.starter());
        engine.engine().stop();
        engine.lock().close();
    }

    private static void awaitEnd(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive() && !thread.equals(Thread.currentThread())) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
