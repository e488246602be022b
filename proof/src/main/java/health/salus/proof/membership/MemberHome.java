package health.salus.proof.membership;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/// Where a member keeps what it is made of (docs/formats/member-home.md): the names are here, so that the command line
/// that makes a home and the node that lives in it agree.
public record MemberHome(Path directory) {

    /// The consensus engine's certificate, among the keys.
    public static final String GOSSIP_CERTIFICATE = "gossip.der";

    private static final int MAX_FILE_BYTES = 2 * Genesis.MAX_BYTES;

    /// The node's configuration. Paths in it are relative to the home.
    public Path configuration() {
        return directory.resolve("node.properties");
    }

    /// The private keys: see [MemberKeys].
    public Path keys() {
        return directory.resolve("keys");
    }

    /// The consensus engine's certificate, written by the node's program when it makes the engine's keys.
    public Path gossipCertificate() {
        return keys().resolve(GOSSIP_CERTIFICATE);
    }

    public Path card() {
        return directory.resolve("card.cbor");
    }

    public Path genesis() {
        return directory.resolve("genesis.cbor");
    }

    public Path data() {
        return directory.resolve("data");
    }

    public Path log() {
        return directory.resolve("node.log");
    }

    /// Where this member's next keys and its card with them wait until the network takes them.
    public MemberHome next() {
        return new MemberHome(directory.resolve("next"));
    }

    /// Puts the next keys in the place of the present ones, and the next card in that of the present one.
    /// Interrupted, it
    /// is done again: what is next goes away last.
    ///
    /// @param keys the present keys' directory, which need not lie in the home
    public void takeNext(Path keys) {
        MemberHome next = next();
        try (Stream<Path> files = Files.list(next.keys())) {
            for (Path file : files.sorted().toList()) {
                replace(file, keys.resolve(file.getFileName()));
            }
            replace(next.card(), card());
            // Without its card, what is left is no home any more.
            Files.delete(next.card());
            try (Stream<Path> copied = Files.walk(next.directory)) {
                for (Path file : copied.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException failed) {
            throw new SalusException(
                    ErrorCode.STORAGE_FAILED,
                    "the next keys in " + next.directory + " cannot be put in place: " + failed.getMessage(),
                    failed);
        }
    }

    /// As a whole, with its permissions.
    private static void replace(Path from, Path to) throws IOException {
        Path draft = to.resolveSibling(to.getFileName() + ".new");
        Files.copy(from, draft, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public PublicCard readCard() {
        return PublicCard.decode(read(card()));
    }

    public SignedGenesis readGenesis() {
        return SignedGenesis.decode(read(genesis()));
    }

    /// Puts a genesis that all of its members have signed into this home. It has to hold this home's very card, and
    /// another one that is there already is not replaced: a node belongs to one network.
    public Genesis install(SignedGenesis signed) {
        Genesis content = signed.verify();
        PublicCard own = readCard();
        if (!content.card(own.member()).equals(own)) {
            throw new SalusException(
                    ErrorCode.NOT_AUTHORISED,
                    "the genesis has another card of member " + own.member() + " than this home");
        }
        if (Files.exists(genesis()) && !readGenesis().genesis().equals(signed.genesis())) {
            throw new SalusException(ErrorCode.ALREADY_EXISTS, directory + " belongs to another network already");
        }
        write(genesis(), signed.encode());
        return content;
    }

    /// Puts the genesis of a network into this home that the member was not among, and means to join.
    public Genesis join(SignedGenesis signed) {
        Genesis content = signed.verify();
        MemberId own = readCard().member();
        if (content.members().stream().anyMatch(card -> card.member().equals(own))) {
            throw new SalusException(
                    ErrorCode.ALREADY_EXISTS, own + " is a member of the genesis: install it, or choose another id");
        }
        if (Files.exists(genesis()) && !readGenesis().genesis().equals(signed.genesis())) {
            throw new SalusException(ErrorCode.ALREADY_EXISTS, directory + " belongs to another network already");
        }
        write(genesis(), signed.encode());
        return content;
    }

    /// Reads a card, a genesis or a certificate.
    public static Octets read(Path file) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new SalusException(ErrorCode.TOO_LARGE, file + " is larger than any such file");
            }
            return Octets.wrap(Files.readAllBytes(file));
        } catch (NoSuchFileException missing) {
            throw new SalusException(ErrorCode.CONFIGURATION, file + " is not there", missing);
        } catch (IOException unreadable) {
            throw new SalusException(
                    ErrorCode.CONFIGURATION, file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /// Replaces a public file as a whole, so that it is never half there.
    public static void write(Path file, Octets content) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            Files.write(
                    draft,
                    content.toArray(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new SalusException(
                    ErrorCode.STORAGE_FAILED, file + " cannot be written: " + failed.getMessage(), failed);
        }
    }
}
