package health.salus.node;

import health.salus.consensus.Consensus;
import health.salus.consensus.solo.SoloConfig;
import health.salus.consensus.solo.SoloConsensus;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import health.salus.kernel.TimeSource;
import health.salus.node.config.NodeConfig;
import health.salus.node.replica.EpochEngines;
import health.salus.node.replica.RosterEpoch;
import health.salus.proof.membership.PublicCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// The engines of this node: solo while the network has one member and nobody can join by gossip, hashgraph otherwise.
/// Each epoch of the hashgraph begins from nothing, in a directory of its own.
record NodeEngines(NodeConfig config, NetworkId network, PublicCard own, TimeSource time) implements EpochEngines {

    private static final String DIRECTORY = "consensus";

    @Override
    public Consensus open(RosterEpoch epoch) {
        MemberId self = own.member();
        requireOwnKeys(epoch);
        removeEarlier(epoch);
        if (isSolo(epoch)) {
            return new SoloConsensus(new SoloConfig(Folders.make(soloDirectory()), network, self), time);
        }
        return HashgraphEngine.open(config, Folders.make(directoryOf(epoch)), network, self, epoch);
    }

    /// Under other keys than the members know, nothing that this node does would count.
    private void requireOwnKeys(RosterEpoch epoch) {
        boolean known = epoch.card(own.member())
                .filter(card -> card.memberKey().equals(own.memberKey()))
                .isPresent();
        if (!known) {
            throw new SalusException(
                    ErrorCode.CONFIGURATION,
                    "keys: the members know other keys of " + own.member() + " since block " + epoch.after()
                            + ": start this node again with those");
        }
    }

    @Override
    public String nameOf(RosterEpoch epoch) {
        return isSolo(epoch) ? "solo" : "hashgraph";
    }

    @Override
    public boolean goesOn(RosterEpoch from, RosterEpoch to) {
        return isSolo(from) && isSolo(to);
    }

    @Override
    public boolean redelivers(RosterEpoch epoch) {
        return isSolo(epoch);
    }

    private boolean isSolo(RosterEpoch epoch) {
        return epoch.cards().size() == 1 && epoch.cards().stream().noneMatch(PublicCard::gossips);
    }

    private Path soloDirectory() {
        return config.data().resolve(DIRECTORY);
    }

    private Path directoryOf(RosterEpoch epoch) {
        return config.data().resolve(epoch.number() == 0 ? DIRECTORY : DIRECTORY + "-" + epoch.number());
    }

    /// What engines of earlier epochs left is of no use to anybody, once a block is written after them: until then a
    /// solo engine's log may hold what a power cut would take from the ledger.
    private void removeEarlier(RosterEpoch epoch) {
        for (long number = epoch.number() - 2; number >= 0; number--) {
            Path earlier = config.data().resolve(number == 0 ? DIRECTORY : DIRECTORY + "-" + number);
            if (!Files.exists(earlier)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(earlier)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException failed) {
                throw new SalusException(ErrorCode.STORAGE_FAILED, earlier + " cannot be removed", failed);
            }
        }
    }
}
