package health.salus.node.security;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.node.security.AccountAdministration.Invitation;
import health.salus.node.security.Applications.App;
import health.salus.node.security.Applications.Proof;
import health.salus.portal.Account;
import health.salus.portal.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/// What a node needs before anybody can sign in: an administrator, whose one-time code lies in a file that only the
/// node's user may read, and the command line as an application.
final class FirstAdministrator {

    static final String USERNAME = "administrator";
    static final String CODE_FILE = "first-administrator.txt";
    static final String COMMAND_LINE = "salus-cli";

    private static final List<String> COMMAND_LINE_SCOPES = List.of(
            "openid",
            "fhirUser",
            "launch/patient",
            "offline_access",
            "patient/*.cruds",
            "user/*.cruds",
            SmartScopes.ADMINISTRATION);

    private final AccountAdministration accounts;
    private final Applications applications;
    private final WebSecurityConfig config;

    FirstAdministrator(AccountAdministration accounts, Applications applications, WebSecurityConfig config) {
        this.accounts = accounts;
        this.applications = applications;
        this.config = config;
    }

    void ensure() {
        if (!applications.isRegistered(COMMAND_LINE)) {
            // RFC 8252 section 7.3: a program on the person's machine, on whatever port is free.
            applications.register(new App(
                    COMMAND_LINE,
                    "Salus command line",
                    new Proof.PublicClient(),
                    List.of("http://127.0.0.1/callback"),
                    COMMAND_LINE_SCOPES,
                    false));
        }
        if (accounts.isEmpty()) {
            accounts.create(new Account(
                    USERNAME,
                    "Administrator",
                    new PrincipalId(config.organisation().value() + ".administrator"),
                    config.organisation(),
                    Role.ADMINISTRATOR,
                    Optional.empty()));
            hand(accounts.invite(USERNAME));
        }
    }

    private void hand(Invitation invitation) {
        Path file = config.directory().resolve(CODE_FILE);
        String text = "User name: " + USERNAME + "\nOne-time code: " + invitation.code() + "\nValid until: "
                + invitation.until() + "\nOpen " + config.issuer() + "/portal/activate, then delete this file.\n";
        try {
            boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
            FileAttribute<?>[] ownerOnly = posix
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];
            Files.deleteIfExists(file);
            Files.createFile(file, ownerOnly);
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new SalusException(ErrorCode.STORAGE_FAILED, "cannot write " + file, failed);
        }
    }
}
