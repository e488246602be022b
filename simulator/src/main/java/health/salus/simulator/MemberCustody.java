package health.salus.simulator;

import health.salus.contracts.access.SessionCheck;
import health.salus.contracts.identity.CustodianSet;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.records.Acknowledgement;
import health.salus.crypto.SigningKey;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import health.salus.ledger.block.LedgerStore;
import health.salus.vault.custody.CustodianSeat;
import health.salus.vault.custody.ReleaseGuard;
import health.salus.vault.custody.Seating;
import health.salus.vault.custody.SegmentReference;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// As whom a member's custodian acts, and what it asks its own copy of the ledger before it gives anything: the rules
/// of the node's `LedgerSeat` and `LedgerReleaseGuard`.
record MemberCustody(MemberId member, LedgerStore store, World world, Supplier<SigningKey> key)
        implements CustodianSeat, ReleaseGuard {

    @Override
    public NetworkId network() {
        return Consortium.NETWORK;
    }

    @Override
    public Optional<Seating> seating(MemberId custodian, CustodianSetId set) {
        return Directory.of(store.state())
                .custodianSet(set)
                .filter(found -> found.members().contains(custodian))
                .map(found -> seating(custodian, found));
    }

    private static Seating seating(MemberId custodian, CustodianSet set) {
        int place = set.members().indexOf(custodian) + 1;
        return new Seating(set.id(), place, set.tolerated() + 1, set.members().size());
    }

    @Override
    public Octets acknowledge(List<SegmentReference> held) {
        List<Acknowledgement.Held> references = held.stream()
                .map(each -> new Acknowledgement.Held(each.segment(), each.manifest()))
                .toList();
        return sign(Acknowledgement.statement(Consortium.NETWORK, member, references));
    }

    @Override
    public Octets sign(Octets statement) {
        return key.get().sign(statement);
    }

    @Override
    public void check(MemberId reader, Optional<SessionId> session, List<SegmentId> segments) {
        SessionId asserted = session.orElseThrow(() -> refused(ErrorCode.NOT_COVERED_BY_SESSION));
        for (SegmentId segment : segments) {
            SessionCheck.refusal(
                            store.state(),
                            asserted,
                            segment,
                            reader,
                            world.agenda().now())
                    .ifPresent(code -> {
                        throw refused(code);
                    });
        }
    }

    private SalusException refused(ErrorCode code) {
        return new SalusException(code, "custodian " + member + " does not release these pieces");
    }
}
