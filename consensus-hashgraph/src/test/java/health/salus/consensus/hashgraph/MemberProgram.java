package health.salus.consensus.hashgraph;

import health.salus.consensus.ConsensusStatus;
import health.salus.consensus.OrderedTransaction;
import health.salus.consensus.Round;
import health.salus.consensus.RoundHandler;
import health.salus.consensus.Submission;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// One member as a process of its own, to be killed: obeys lines of its standard input, and prints what happens.
///
/// In: `submit TEXT`, `load on`, `load off`, `status`, `close`. Out: `round ...`, `gap FIRST NEXT`, `submitted CODE`,
/// `status PHASE SEQUENCE`, `closed`.
final class MemberProgram {

    private static final long LOAD_PAUSE_NANOS = 5_000_000;

    private final HashgraphConsensus engine;
    private final PrintStream out;
    private final AtomicBoolean loading = new AtomicBoolean();

    private MemberProgram(HashgraphConsensus engine, PrintStream out) {
        this.engine = engine;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        MemberId member = new MemberId(arguments[1]);
        Map<String, String> experiments = new TreeMap<>();
        for (int i = 2; i < arguments.length; i++) {
            String[] pair = arguments[i].split("=", 2);
            experiments.put(pair[0], pair[1]);
        }
        HashgraphConsensus engine =
                TestNetwork.load(directory, member, HashgraphSettings.LOCAL).open(member, experiments);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        engine.start(new DurableHandler(directory.resolve(member.value()).resolve("executed"), out));
        new MemberProgram(engine, out).obey(member);
    }

    private void obey(MemberId member) throws IOException {
        Thread.ofPlatform().daemon().start(() -> load(member));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = in.readLine();
        while (line != null && !line.equals("close")) {
            String[] words = line.split(" ", 2);
            switch (words[0]) {
                case "submit" -> out.println("submitted " + code(engine.submit(Octets.utf8(words[1]))));
                case "load" -> loading.set(words[1].equals("on"));
                case "status" -> printStatus();
                default -> throw new IllegalArgumentException(line);
            }
            line = in.readLine();
        }
        engine.close();
        out.println("closed");
        System.exit(0);
    }

    private void printStatus() {
        ConsensusStatus status = engine.status();
        out.println("status " + status.phase() + " " + status.latestSequence());
    }

    private static String code(Submission submission) {
        return switch (submission) {
            case Submission.Accepted _ -> "ACCEPTED";
            case Submission.Refused refused -> refused.code().name();
        };
    }

    private void load(MemberId member) {
        long number = 0;
        while (true) {
            if (loading.get()) {
                engine.submit(
                        Octets.utf8(member + " load " + ProcessHandle.current().pid() + " " + number++));
            }
            LockSupport.parkNanos(LOAD_PAUSE_NANOS);
        }
    }

    /// Executes a round by writing its number down, where a killed process leaves it.
    private static final class DurableHandler implements RoundHandler {

        private final RandomAccessFile file;
        private final PrintStream out;
        private long lastSequence;

        private DurableHandler(Path file, PrintStream out) throws IOException {
            this.file = new RandomAccessFile(file.toFile(), "rw");
            this.out = out;
            if (this.file.length() >= Long.BYTES) {
                lastSequence = this.file.readLong();
            }
        }

        @Override
        public synchronized long lastSequence() {
            return lastSequence;
        }

        @Override
        public synchronized void onRound(Round round) {
            try {
                out.println(line(round));
                file.seek(0);
                file.writeLong(round.sequence());
                lastSequence = round.sequence();
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        }

        @Override
        public synchronized void onGap(long firstMissing, Round next) {
            out.println("gap " + firstMissing + " " + next.sequence());
            onRound(next);
        }

        private static String line(Round round) {
            Octets[] parts = round.transactions().stream()
                    .map(transaction -> Octets.utf8(transaction.time() + " " + transaction.submitter() + " "
                            + transaction.bytes().hex()))
                    .toArray(Octets[]::new);
            StringBuilder marks = new StringBuilder();
            for (OrderedTransaction transaction : round.transactions()) {
                String text = transaction.bytes().toUtf8();
                if (text.startsWith("mark ")) {
                    marks.append(' ').append(text.substring("mark ".length()));
                }
            }
            return "round " + round.sequence() + " " + Digest.sha256(parts).hex() + " "
                    + round.transactions().size() + marks;
        }
    }
}
