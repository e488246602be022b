package health.salus.node.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The keys that sign this node's tokens, in a file that only the node's user may read. The first of the file signs,
/// the others still verify what they signed.
///
/// RSA, because SMART App Launch 2 requires RS256 for ID tokens, and because a request verifies a token far more often
/// than one is signed: an RSA verification takes a tenth of an ECDSA one here. The key is made when the first token is,
/// not while the node starts.
final class TokenKeys implements JWKSource<SecurityContext> {

    private static final int KEY_LENGTH_BITS = 3072;
    private static final String FILE = "token-keys.json";

    private final Path file;
    private Optional<JWKSet> loaded = Optional.empty();

    TokenKeys(Path directory) {
        this.file = directory.resolve(FILE);
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        return selector.select(keys());
    }

    private synchronized JWKSet keys() {
        if (loaded.isEmpty()) {
            loaded = Optional.of(Files.exists(file) ? read() : create());
        }
        return loaded.get();
    }

    private JWKSet read() {
        try {
            return JWKSet.parse(Files.readString(file));
        } catch (IOException | ParseException broken) {
            throw new SalusException(ErrorCode.CORRUPT, "cannot read the token keys in " + file, broken);
        }
    }

    private JWKSet create() {
        try {
            JWK key = new RSAKeyGenerator(KEY_LENGTH_BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
            JWKSet keys = new JWKSet(key);
            write(keys.toString(false));
            return keys;
        } catch (JOSEException | IOException failed) {
            throw new SalusException(ErrorCode.STORAGE_FAILED, "cannot keep the token keys in " + file, failed);
        }
    }

    /// Written beside and moved, so that a crash leaves either no file or all of it.
    private void write(String json) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Path fresh = file.resolveSibling(FILE + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, ownerOnly);
        Files.write(fresh, json.getBytes(StandardCharsets.UTF_8), StandardOpenOption.DSYNC);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
