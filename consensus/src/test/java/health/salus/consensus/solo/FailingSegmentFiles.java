package health.salus.consensus.solo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// A disk that can be broken and repaired.
final class FailingSegmentFiles implements SegmentFiles {

    /// What fails, and what has happened nevertheless.
    enum Fault {
        APPEND_NOTHING,
        APPEND_A_PART,
        FORCE,
        FORCE_AND_TRUNCATE,
        CREATE_AND_APPEND
    }

    private final SegmentFiles disk;
    private final CountDownLatch failed = new CountDownLatch(1);
    private volatile Optional<Fault> fault = Optional.empty();

    FailingSegmentFiles(SegmentFiles disk) {
        this.disk = disk;
    }

    void breakDown(Fault next) {
        fault = Optional.of(next);
    }

    void repair() {
        fault = Optional.empty();
    }

    void awaitFailure() {
        try {
            failed.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private void failIf(Fault... faults) throws IOException {
        if (fault.isPresent() && Arrays.asList(faults).contains(fault.get())) {
            failed.countDown();
            throw new IOException("broken on purpose");
        }
    }

    @Override
    public SegmentFile create(Path file) throws IOException {
        failIf(Fault.CREATE_AND_APPEND);
        return new FailingFile(disk.create(file));
    }

    @Override
    public SegmentFile open(Path file) throws IOException {
        return new FailingFile(disk.open(file));
    }

    private final class FailingFile implements SegmentFile {

        private final SegmentFile file;

        private FailingFile(SegmentFile file) {
            this.file = file;
        }

        @Override
        public void append(byte[] bytes) throws IOException {
            failIf(Fault.APPEND_NOTHING, Fault.CREATE_AND_APPEND);
            if (fault.equals(Optional.of(Fault.APPEND_A_PART))) {
                file.append(Arrays.copyOf(bytes, bytes.length / 2));
            }
            failIf(Fault.APPEND_A_PART);
            file.append(bytes);
        }

        @Override
        public void force() throws IOException {
            failIf(Fault.FORCE, Fault.FORCE_AND_TRUNCATE);
            file.force();
        }

        @Override
        public void truncate(long length) throws IOException {
            failIf(Fault.FORCE_AND_TRUNCATE);
            file.truncate(length);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
