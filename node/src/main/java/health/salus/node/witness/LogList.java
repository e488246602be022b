package health.salus.node.witness;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.node.replica.GenesisState;
import health.salus.proof.membership.Genesis;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.membership.SignedGenesis;
import health.salus.proof.receipt.MemberChain;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.witness.NoteKey;
import health.salus.proof.witness.WitnessedLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads the file of the logs that a node witnesses (docs/operating/witness.md): `log` with a verifier key and, where
/// it is not the key's name, the origin; `network` with the trust file or the genesis of a Salus network and, where its
/// members changed since, the file of their changes.
final class LogList {

    /// One line each; a witness keeps a checkpoint of each.
    private static final int MAX_LOGS = 1_000;

    private static final String TRUST = "salus trust v1";

    private final Path file;
    private final NetworkId own;
    private final Map<String, WitnessedLog> logs = new TreeMap<>();
    private int number;

    private LogList(Path file, NetworkId own) {
        this.file = file;
        this.own = own;
    }

    /// @param own the network of this node: a member that witnessed its own log would add nothing
    static Map<String, WitnessedLog> read(Path file, NetworkId own) {
        LogList list = new LogList(file, own);
        for (String line : MemberHome.read(file).toUtf8().split("\n", -1)) {
            list.number++;
            list.readLine(line.strip());
        }
        return list.logs;
    }

    private void readLine(String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        // An origin may have spaces.
        String[] items = line.split("[ \t]+", 3);
        if (items[0].equals("log") && items.length > 1) {
            NoteKey key = key(items[1]);
            addKey(items.length > 2 ? items[2] : key.name(), key);
        } else if (items[0].equals("network") && items.length > 1) {
            WitnessedLog log = items.length == 2
                    ? WitnessedLog.ByMembers.of(anchor(file.resolveSibling(items[1])), MemberChain.EMPTY)
                    : changed(anchor(file.resolveSibling(items[1])), file.resolveSibling(items[2]));
            if (logs.put(log.origin(), log) != null) {
                throw malformed("the log " + log.origin() + " stands above already");
            }
        } else {
            throw malformed("a line is 'log KEY [ORIGIN]' or 'network FILE [MEMBERS]'");
        }
        if (logs.size() > MAX_LOGS) {
            throw malformed("a node witnesses at most " + MAX_LOGS + " logs");
        }
    }

    private void addKey(String origin, NoteKey key) {
        List<NoteKey> keys = new ArrayList<>();
        WitnessedLog before = logs.get(origin);
        if (before != null) {
            switch (before) {
                case WitnessedLog.ByKey known -> keys.addAll(known.keys());
                case WitnessedLog.ByMembers _ -> throw malformed("the log " + origin + " is known by its members");
            }
        }
        keys.add(key);
        logs.put(origin, new WitnessedLog.ByKey(origin, keys));
    }

    private NoteKey key(String text) {
        try {
            return NoteKey.parse(text);
        } catch (SalusException unusable) {
            throw malformed(unusable.detail());
        }
    }

    private TrustAnchor anchor(Path trusted) {
        Octets content = MemberHome.read(trusted);
        TrustAnchor anchor = content.toUtf8().startsWith(TRUST)
                ? TrustAnchor.parse(content.toUtf8())
                : ofGenesis(SignedGenesis.decode(content).verify());
        if (anchor.network().equals(own)) {
            throw malformed("a member is no witness of its own network");
        }
        return anchor;
    }

    private WitnessedLog changed(TrustAnchor anchor, Path changes) {
        try {
            return WitnessedLog.ByMembers.of(
                    anchor, MemberChain.parse(MemberHome.read(changes).toUtf8()));
        } catch (SalusException unusable) {
            throw malformed(changes + ": " + unusable.detail());
        }
    }

    private static TrustAnchor ofGenesis(Genesis genesis) {
        return TrustAnchor.of(genesis.network(), GenesisState.memberSet(genesis));
    }

    private SalusException malformed(String what) {
        return new SalusException(
                ErrorCode.CONFIGURATION, "witness.logs: line " + number + " of " + file + ": " + what);
    }
}
