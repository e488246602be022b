package health.salus.node.custody;

import health.salus.contracts.identity.Directory;
import health.salus.contracts.records.Acknowledgement;
import health.salus.crypto.SigningKey;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SegmentId;
import health.salus.platform.network.Network;
import health.salus.vault.custody.CustodianSeat;
import health.salus.vault.custody.Seating;
import java.util.Optional;

/// This member as a custodian, with the sets that the ledger knows.
final class LedgerSeat implements CustodianSeat {

    private final Network network;
    private final SigningKey memberKey;

    LedgerSeat(Network network, SigningKey memberKey) {
        this.network = network;
        this.memberKey = memberKey;
    }

    @Override
    public NetworkId network() {
        return network.id();
    }

    @Override
    public MemberId member() {
        return network.self();
    }

    @Override
    public Optional<Seating> seating(MemberId member, CustodianSetId set) {
        return Directory.of(network.state()).custodianSet(set).flatMap(found -> {
            int place = found.members().indexOf(member) + 1;
            return place == 0
                    ? Optional.empty()
                    : Optional.of(new Seating(
                            set, place, found.tolerated() + 1, found.members().size()));
        });
    }

    @Override
    public Octets sign(Octets statement) {
        return memberKey.sign(statement);
    }

    @Override
    public Octets acknowledge(SegmentId segment, Digest manifest) {
        return memberKey.sign(Acknowledgement.statement(network.id(), network.self(), segment, manifest));
    }
}
