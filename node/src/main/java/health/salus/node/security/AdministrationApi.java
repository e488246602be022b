package health.salus.node.security;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.node.security.AccountAdministration.Invitation;
import health.salus.node.security.AccountAdministration.ListedAccount;
import health.salus.node.security.Applications.App;
import health.salus.node.security.Applications.Proof;
import health.salus.node.security.Applications.Service;
import health.salus.portal.Account;
import health.salus.portal.PurposeOfUse;
import health.salus.portal.Role;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Accounts and applications, for administrators with a token (docs/operating/accounts.md).
@RestController
public final class AdministrationApi {

    private final AccountAdministration accounts;
    private final Applications applications;
    private final Principals principals;

    AdministrationApi(AccountAdministration accounts, Applications applications, Principals principals) {
        this.accounts = accounts;
        this.applications = applications;
        this.principals = principals;
    }

    /// An account as JSON.
    public record AccountBody(
            String username,
            String displayName,
            String principal,
            String organisation,
            Role role,
            @Nullable String subject) {

        /// @throws SalusException what no account can be
        Account account() {
            boolean whole = Stream.of(username, displayName, principal, organisation, role)
                    .allMatch(Objects::nonNull);
            if (!whole || (subject != null) != (role == Role.PATIENT)) {
                throw new SalusException(
                        ErrorCode.MALFORMED,
                        "an account has username, displayName, principal, organisation and role, and a subject if it"
                                + " is a patient's");
            }
            return new Account(
                    username,
                    displayName,
                    new PrincipalId(principal),
                    new OrganisationId(organisation),
                    role,
                    Optional.ofNullable(subject).map(SubjectId::new));
        }
    }

    /// An application as JSON: with a principal it is a service, else people use it.
    public record ApplicationBody(
            String clientId,
            String name,
            List<String> scopes,
            @Nullable List<String> redirectUris,
            @Nullable String jwks,
            @Nullable URI jwksUrl,
            @Nullable String principal,
            @Nullable String organisation,
            @Nullable List<PurposeOfUse> purposes) {

        Proof proof() {
            if (jwks != null) {
                return new Proof.OwnKeys(jwks);
            }
            return jwksUrl != null ? new Proof.PublishedKeys(jwksUrl) : new Proof.PublicClient();
        }
    }

    /// A page of accounts as JSON.
    ///
    /// @param next the offset of the following page
    public record AccountPage(
            List<AccountLine> items, @Nullable String next) {}

    /// An account with its state as JSON.
    public record AccountLine(
            String username,
            String displayName,
            String principal,
            String organisation,
            Role role,
            @Nullable String subject,
            boolean closed) {

        static AccountLine of(ListedAccount listed) {
            Account account = listed.account();
            return new AccountLine(
                    account.username(),
                    account.displayName(),
                    account.principal().value(),
                    account.organisation().value(),
                    account.role(),
                    account.subject().map(SubjectId::value).orElse(null),
                    listed.closed());
        }
    }

    @GetMapping("/api/accounts")
    AccountPage list(@RequestParam(defaultValue = "0") int offset) {
        int from = Math.max(0, offset);
        List<AccountLine> items = accounts.list(from, AccountAdministration.MAX_PAGE_SIZE).stream()
                .map(AccountLine::of)
                .toList();
        boolean full = items.size() == AccountAdministration.MAX_PAGE_SIZE;
        return new AccountPage(items, full ? Integer.toString(from + items.size()) : null);
    }

    @PostMapping("/api/accounts")
    @ResponseStatus(HttpStatus.CREATED)
    Invitation create(@RequestBody AccountBody body) {
        Account account = body.account();
        // Before the ledger is told of the principal: what stands there stays.
        accounts.requirePossible(account);
        account.subject().ifPresent(principals::requireSubject);
        principals.ensure(account.principal(), account.organisation(), account.role());
        accounts.create(account);
        return accounts.invite(body.username());
    }

    @PostMapping("/api/accounts/{username}/invitation")
    Invitation invite(@PathVariable String username) {
        return accounts.invite(username);
    }

    @PostMapping("/api/accounts/{username}/closed")
    void close(@PathVariable String username, @RequestParam boolean value) {
        accounts.close(username, value);
    }

    @PostMapping("/api/applications")
    @ResponseStatus(HttpStatus.CREATED)
    void register(@RequestBody ApplicationBody body) {
        if (body.principal() == null || body.organisation() == null) {
            List<String> redirects = Optional.ofNullable(body.redirectUris()).orElse(List.of());
            if (redirects.isEmpty()) {
                throw new SalusException(ErrorCode.MALFORMED, "an application that people use has a redirect address");
            }
            App app = new App(body.clientId(), body.name(), body.proof(), redirects, body.scopes(), false);
            applications.requirePossible(app);
            principals.requireNone(app.clientId());
            applications.register(app);
        } else {
            Service service = new Service(
                    body.clientId(),
                    body.name(),
                    body.proof(),
                    new PrincipalId(body.principal()),
                    new OrganisationId(body.organisation()),
                    Optional.ofNullable(body.purposes()).orElse(List.of()),
                    body.scopes());
            // Before the ledger is told of the principal: what stands there stays.
            applications.requirePossible(service);
            principals.requireNone(service.clientId());
            principals.ensure(service.principal(), service.organisation(), Role.SERVICE);
            applications.register(service);
        }
    }

    @DeleteMapping("/api/applications/{clientId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String clientId) {
        applications.remove(clientId);
    }

    @ExceptionHandler
    ProblemDetail refused(SalusException refusal) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.valueOf(refusal.code().httpStatus()), refusal.detail());
        problem.setTitle(refusal.code().name());
        problem.setProperty("code", refusal.code().name());
        problem.setProperty("next", refusal.code().nextStep());
        return problem;
    }
}
