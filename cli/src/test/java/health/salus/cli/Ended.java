package health.salus.cli;

import java.nio.charset.StandardCharsets;

/// What a process said, and how it ended.
record Ended(int code, String out, String err) {

    static Ended of(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, err);
    }
}
