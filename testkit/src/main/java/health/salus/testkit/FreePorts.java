package health.salus.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// TCP ports of this machine that nobody listens at now.
///
/// Below those that systems give to outgoing connections (Linux: from 32768 on): a member that calls a port of which
/// nobody listens yet could otherwise be given that very port to call from, and keep it from its owner.
public final class FreePorts {

    private static final int FIRST = 12_000;
    private static final int END = 32_000;
    private static final int TRIES = 1_000;

    private FreePorts() {}

    public static int one() {
        return several(1).getFirst();
    }

    /// Different ones: none is let go before all are found.
    public static List<Integer> several(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            while (held.size() < count) {
                held.add(any());
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            held.forEach(FreePorts::release);
        }
    }

    private static ServerSocket any() {
        for (int i = 0; i < TRIES; i++) {
            try {
                return new ServerSocket(ThreadLocalRandom.current().nextInt(FIRST, END));
            } catch (IOException _) {
                // Somebody has it.
            }
        }
        throw new IllegalStateException("no free port between " + FIRST + " and " + END);
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
