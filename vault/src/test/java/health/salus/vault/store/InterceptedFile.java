package health.salus.vault.store;

import java.io.IOException;

/// Passes everything on; a test's disk overrides what it wants to happen otherwise.
class InterceptedFile implements Disk.AppendFile {

    protected final Disk.AppendFile file;

    InterceptedFile(Disk.AppendFile file) {
        this.file = file;
    }

    @Override
    public long length() throws IOException {
        return file.length();
    }

    @Override
    public void append(byte[] bytes) throws IOException {
        file.append(bytes);
    }

    @Override
    public void sync() throws IOException {
        file.sync();
    }

    @Override
    public void truncate(long lengthBytes) throws IOException {
        file.truncate(lengthBytes);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
