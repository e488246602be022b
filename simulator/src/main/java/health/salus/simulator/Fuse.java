package health.salus.simulator;

import health.salus.kernel.MemberId;

/// Kills its member at one of the steps of a write, when it is lit.
final class Fuse {

    private final MemberId member;
    private int stepsLeft;

    Fuse(MemberId member) {
        this.member = member;
    }

    /// @param steps that are still survived
    void light(int steps) {
        stepsLeft = steps + 1;
    }

    void putOut() {
        stepsLeft = 0;
    }

    /// What kills at once.
    SimulatedCrash burnt(String where) {
        return new SimulatedCrash(member, where);
    }

    /// A step that a process can die at.
    void pass(String where) {
        if (stepsLeft > 0 && --stepsLeft == 0) {
            throw new SimulatedCrash(member, where);
        }
    }
}
