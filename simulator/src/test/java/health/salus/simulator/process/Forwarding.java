package health.salus.simulator.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// A port of this machine that leads to the same port of a host elsewhere: a node is `localhost` to its clients, as
/// long as it speaks HTTP without TLS.
final class Forwarding implements AutoCloseable {

    private static final int BACKLOG = 50;

    private final ServerSocket door;
    private final String host;

    private Forwarding(ServerSocket door, String host) {
        this.door = door;
        this.host = host;
    }

    static Forwarding to(String host, int port) {
        try {
            ServerSocket door = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
            Forwarding forwarding = new Forwarding(door, host);
            Thread.ofVirtual().start(forwarding::accept);
            return forwarding;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                Thread.ofVirtual().start(() -> connect(near));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket near) {
        try {
            Socket far = new Socket(host, door.getLocalPort());
            Thread.ofVirtual().start(() -> copy(near, far));
            copy(far, near);
        } catch (IOException unreachable) {
            close(near);
        }
    }

    /// What ends on one side ends on the other.
    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException broken) {
            // The client notices that its connection is gone.
        } finally {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
