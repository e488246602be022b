package health.salus.simulator.process;

import health.salus.kernel.Octets;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/// A wire on which frames arrive late, and some not at all: two TAP devices (Linux, networking/tuntap), and what
/// carries
/// frames from one to the other. For kernels without `netem`.
@SuppressWarnings("restricted") // Devices are had from the system by nothing else.
final class LateWire {

    private static final int READ_WRITE = 2;
    private static final long SET_INTERFACE = 0x400454caL;
    private static final short TAP_WITHOUT_HEADER = 0x1002;
    private static final int REQUEST_BYTES = 40;
    private static final int FLAGS_AT = 16;
    private static final int FRAME_BYTES = 2_048;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle OPEN =
            variadic("open", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    private static final MethodHandle IOCTL = variadic(
            "ioctl",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
    private static final MethodHandle READ = plain("read");
    private static final MethodHandle WRITE = plain("write");

    /// How good a wire is.
    ///
    /// @param delay of each frame, one way
    /// @param loss the share of frames that do not arrive
    record Quality(Duration delay, double loss) {}

    /// A frame on its way.
    private record Frame(Octets bytes, long due) implements Delayed {

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(due, ((Frame) other).due);
        }
    }

    private final Quality quality;

    /// Both devices are in this name space; an end may be moved to another, and goes on working there.
    LateWire(String one, String other, Quality quality, long seed) {
        this.quality = quality;
        int left = device(one);
        int right = device(other);
        carry(left, right, new Random(seed));
        carry(right, left, new Random(~seed));
    }

    private void carry(int from, int to, Random random) {
        DelayQueue<Frame> underWay = new DelayQueue<>();
        Thread.ofPlatform().daemon().name("wire in").start(() -> {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment buffer = arena.allocate(FRAME_BYTES);
                for (long length = transfer(READ, from, buffer, FRAME_BYTES);
                        length > 0;
                        length = transfer(READ, from, buffer, FRAME_BYTES)) {
                    if (random.nextDouble() >= quality.loss) {
                        byte[] bytes = buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
                        underWay.add(new Frame(Octets.wrap(bytes), System.nanoTime() + quality.delay.toNanos()));
                    }
                }
            }
        });
        Thread.ofPlatform().daemon().name("wire out").start(() -> {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment buffer = arena.allocate(FRAME_BYTES);
                while (true) {
                    byte[] bytes = underWay.take().bytes.toArray();
                    MemorySegment.copy(bytes, 0, buffer, ValueLayout.JAVA_BYTE, 0, bytes.length);
                    // A device that is not up yet takes nothing: such a frame is lost as well.
                    transfer(WRITE, to, buffer, bytes.length);
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static int device(String name) {
        try (Arena arena = Arena.ofConfined()) {
            int file = (int) OPEN.invokeExact(arena.allocateFrom("/dev/net/tun"), READ_WRITE);
            MemorySegment request = arena.allocate(REQUEST_BYTES);
            request.setString(0, name);
            request.set(ValueLayout.JAVA_SHORT, FLAGS_AT, TAP_WITHOUT_HEADER);
            if (file < 0 || (int) IOCTL.invokeExact(file, SET_INTERFACE, request) < 0) {
                throw new IllegalStateException("a TAP device cannot be had here");
            }
            return file;
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Throwable defect) {
            throw new IllegalStateException(defect);
        }
    }

    private static long transfer(MethodHandle way, int file, MemorySegment buffer, long length) {
        try {
            return (long) way.invokeExact(file, buffer, length);
        } catch (Throwable defect) {
            throw new IllegalStateException(defect);
        }
    }

    private static MethodHandle plain(String name) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
    }

    private static MethodHandle variadic(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), descriptor, Linker.Option.firstVariadicArg(2));
    }
}
