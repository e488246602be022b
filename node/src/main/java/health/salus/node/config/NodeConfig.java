package health.salus.node.config;

import health.salus.archive.S3Place;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/// The configuration of one node, as docs/operating/run.md describes it.
///
/// @param data the directory for everything that the node keeps
/// @param keys the directory of the member's own keys, readable by this user only
/// @param genesis the signed genesis of the network
public record NodeConfig(
        Path data,
        Path keys,
        Path genesis,
        Http http,
        Accounts accounts,
        Peer peer,
        Consensus consensus,
        Vault vault,
        Witness witness,
        Retention retention,
        Limits limits) {

    /// Where browsers, FHIR clients and the command line reach the node.
    ///
    /// @param publicUrl what people and clients type; the issuer of tokens and the origin of passkeys
    /// @param tls without it, only a proxy on the same machine should reach the node
    /// @param zone in which the portal shows moments
    public record Http(String host, int port, String publicUrl, Optional<Tls> tls, ZoneId zone) {}

    /// PEM files: the certificate with its chain, and its private key.
    public record Tls(Path certificate, Path privateKey) {}

    /// The database of accounts and tokens: a file of its own beside the member's keys, unless a JDBC URL of PostgreSQL
    /// is given.
    ///
    /// @param passwordFile holds the database's password, so that it stands in no configuration
    public record Accounts(Optional<String> url, String username, Optional<Path> passwordFile) {}

    /// Where other members reach the node.
    public record Peer(String host, int port) {}

    public record Consensus(Engine engine, String gossipHost, int gossipPort) {}

    public enum Engine {
        SOLO,
        HASHGRAPH
    }

    /// How this member's pieces are kept whole.
    ///
    /// @param scrubEvery between two readings of everything
    /// @param scrubBytesPerSecond at most, so that the disk serves others meanwhile
    /// @param repairEvery between two looks at the ledger for pieces that never arrived
    /// @param missedAfter how long a piece may come after its transaction before it is rebuilt from others
    /// @param orphansAfter how long a piece may wait for its transaction
    /// @param movedPerSecond segments of a superseded custodian set that this member has moved in a second, at most
    public record Vault(
            Duration scrubEvery,
            long scrubBytesPerSecond,
            Duration repairEvery,
            Duration missedAfter,
            Duration orphansAfter,
            int movedPerSecond) {}

    /// Witnesses of logs (C2SP tlog-witness), both ways.
    ///
    /// @param logs the file of the logs that this node witnesses; none, and it is nobody's witness
    /// @param policy the file of the witnesses that this node asks to cosign its own log; none, and it asks nobody
    /// @param every between two requests to a witness at least
    public record Witness(Optional<Path> logs, Optional<Path> policy, Duration every) {}

    /// What becomes of old blocks, and which are not executed again.
    ///
    /// @param archive where they go; without one they stay
    /// @param keepBlocks so many of the latest stay on this disk
    /// @param keepFor and so do all that are younger
    /// @param lookEvery between two looks for blocks that may go
    /// @param snapshotBehind a node that starts so many blocks behind the others takes a snapshot of the state
    public record Retention(
            Optional<Archive> archive, long keepBlocks, Duration keepFor, Duration lookEvery, long snapshotBehind) {}

    /// Where old blocks go.
    public sealed interface Archive {

        /// @param path exists when the node starts to archive
        record Directory(Path path) implements Archive {}

        record Bucket(S3Place place) implements Archive {}
    }

    /// @param decisionPatience how long a write waits for the network before it answers that the outcome is not known
    /// yet
    /// @param sessionCacheBytes how much decrypted content open sessions may hold in memory
    public record Limits(Duration decisionPatience, long sessionCacheBytes) {}
}
