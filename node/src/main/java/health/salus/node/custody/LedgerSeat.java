package health.salus.node.custody;

import health.salus.contracts.identity.Directory;
import health.salus.contracts.records.Acknowledgement;
import health.salus.crypto.SigningKey;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.platform.network.Network;
import health.salus.vault.custody.CustodianSeat;
import health.salus.vault.custody.Seating;
import health.salus.vault.custody.SegmentReference;
import java.util.List;
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
    public Octets acknowledge(List<SegmentReference> held) {
        return memberKey.sign(acknowledgement(network.id(), network.self(), held));
    }

    /// What a custodian signs, in the ledger's words.
    static Octets acknowledgement(NetworkId network, MemberId custodian, List<SegmentReference> held) {
        return Acknowledgement.statement(
                network,
                custodian,
                held.stream()
                        .map(each -> new Acknowledgement.Held(each.segment(), each.manifest()))
                        .toList());
    }
}
