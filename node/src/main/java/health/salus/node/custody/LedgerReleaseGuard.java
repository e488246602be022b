package health.salus.node.custody;

import health.salus.contracts.access.SessionCheck;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import health.salus.kernel.TimeSource;
import health.salus.ledger.state.StateReader;
import health.salus.platform.network.Network;
import health.salus.vault.custody.ReleaseGuard;
import java.util.List;
import java.util.Optional;

/// Lets pieces go for a session that is in force by this member's own copy of the ledger and by its clock, and for no
/// one else.
final class LedgerReleaseGuard implements ReleaseGuard {

    private final Network network;
    private final TimeSource time;

    LedgerReleaseGuard(Network network, TimeSource time) {
        this.network = network;
        this.time = time;
    }

    @Override
    public void check(MemberId reader, Optional<SessionId> session, List<SegmentId> segments) {
        StateReader state = network.state();
        if (session.isEmpty()) {
            for (SegmentId segment : segments) {
                if (!SessionCheck.isOpenTo(state, segment, reader)) {
                    throw refused(ErrorCode.NOT_COVERED_BY_SESSION);
                }
            }
            return;
        }
        switch (SessionCheck.open(state, session.get(), reader, time.now())) {
            case SessionCheck.Opened.Refused(ErrorCode code) -> throw refused(code);
            case SessionCheck.Opened.Usable(SessionCheck check) -> {
                for (SegmentId segment : segments) {
                    check.refusal(segment).ifPresent(code -> {
                        throw refused(code);
                    });
                }
            }
        }
    }

    private SalusException refused(ErrorCode code) {
        return new SalusException(code, "custodian " + network.self() + " does not release these pieces");
    }
}
