package health.salus.vault.resharing;

import health.salus.kernel.MemberId;

/// One custodian that segments leave or come to, near or far. Calls block; a [health.salus.kernel.SalusException] is
/// its
/// refusal, or says that it cannot be reached.
public interface MovingCustodian {

    MemberId member();

    /// What this custodian of the old set gives the caller, one of the next set.
    Dealings deal(DealingQuestion question);

    /// Has this custodian of the next set get its pieces from the old one.
    TakenOver takeOver(TakeoverRequest request);
}
