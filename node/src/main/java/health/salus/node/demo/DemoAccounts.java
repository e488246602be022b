package health.salus.node.demo;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.node.security.AccountAdministration;
import health.salus.node.web.NodeServer;
import health.salus.portal.Account;
import health.salus.portal.Role;
import java.util.Optional;

/// The story's people as accounts of the portal. They have a password that everybody knows: a demo listens on this
/// machine only, and its people are synthetic.
final class DemoAccounts {

    static final String PASSWORD = "salus demo password";

    private final AccountAdministration accounts;

    DemoAccounts(NodeServer server) {
        this.accounts = server.accounts();
    }

    void openPatient(String name, SubjectId subject) {
        open(new Account("kina", name, DemoPeople.PATIENT, DemoPeople.NORTH, Role.PATIENT, Optional.of(subject)));
    }

    void openCompanion(String name, SubjectId subject) {
        open(new Account("marco", name, DemoPeople.COMPANION, DemoPeople.NORTH, Role.PATIENT, Optional.of(subject)));
    }

    void openNorth() {
        open(new Account(
                "adams", "Dr Adams", DemoPeople.NORTH_DOCTOR, DemoPeople.NORTH, Role.CLINICIAN, Optional.empty()));
        open(new Account(
                "clerk", "Record office", DemoPeople.NORTH_CLERK, DemoPeople.NORTH, Role.STAFF, Optional.empty()));
    }

    void openSouth() {
        open(new Account(
                "brandt", "Dr Brandt", DemoPeople.SOUTH_DOCTOR, DemoPeople.SOUTH, Role.CLINICIAN, Optional.empty()));
    }

    /// A node that was stopped and started again has its accounts already.
    private void open(Account account) {
        try {
            accounts.create(account);
        } catch (SalusException refused) {
            if (refused.code() == ErrorCode.ALREADY_EXISTS) {
                return;
            }
            throw refused;
        }
        accounts.setPassword(account.username(), PASSWORD);
    }
}
