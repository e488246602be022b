package health.salus.node.security;

import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/// Password hashes: Argon2id (RFC 9106) with the parameters that OWASP recommends, named in each hash so that they can
/// be raised later.
final class Passwords implements PasswordEncoder {

    private static final int SALT_LENGTH_BYTES = 16;
    private static final int HASH_LENGTH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;

    /// Each hash takes the memory above: a burst of sign-ins must not exhaust the node's.
    private static final int MAX_AT_ONCE = 4;

    private final PasswordEncoder encoder = new DelegatingPasswordEncoder(
            "argon2id",
            Map.of(
                    "argon2id",
                    new Argon2PasswordEncoder(SALT_LENGTH_BYTES, HASH_LENGTH_BYTES, LANES, MEMORY_KIB, PASSES)));

    private final Semaphore slots = new Semaphore(MAX_AT_ONCE);

    @Override
    public String encode(@Nullable CharSequence password) {
        slots.acquireUninterruptibly();
        try {
            String hash = encoder.encode(password);
            if (hash == null) {
                throw new IllegalStateException("a password has a hash");
            }
            return hash;
        } finally {
            slots.release();
        }
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
        slots.acquireUninterruptibly();
        try {
            return encoder.matches(password, hash);
        } finally {
            slots.release();
        }
    }

    @Override
    public boolean upgradeEncoding(@Nullable String hash) {
        return encoder.upgradeEncoding(hash);
    }
}
