package health.salus.simulator;

import health.salus.kernel.MemberId;

/// Unwinds a member's stack to the scheduler: what it had in memory is gone, what it had committed is there.
final class SimulatedCrash extends RuntimeException {

    private final MemberId member;
    private final String where;

    SimulatedCrash(MemberId member, String where) {
        super(where, null, false, false);
        this.member = member;
        this.where = where;
    }

    String where() {
        return where;
    }

    MemberId member() {
        return member;
    }
}
