package health.salus.portal.world;

import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import health.salus.portal.Account;
import health.salus.portal.Accounts;
import health.salus.portal.Organisations;
import health.salus.portal.Role;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The invented people and organisations. Every password is [#PASSWORD].
public final class People implements Accounts, Organisations {

    public static final String PASSWORD = "correct horse battery";
    public static final String ACTIVATION_CODE = "7F3K-22QX-91TM";
    public static final SubjectId MARIA = new SubjectId("s-maria");
    public static final OrganisationId LINDEN = new OrganisationId("linden");
    public static final OrganisationId HARBOUR = new OrganisationId("harbour");

    private static final Map<String, Account> ACCOUNTS = Map.of(
            "maria",
            new Account("maria", "Maria Lindqvist", new PrincipalId("maria"), LINDEN, Role.PATIENT, Optional.of(MARIA)),
            "ines",
            new Account("ines", "Dr Ines Okafor", new PrincipalId("ines"), LINDEN, Role.CLINICIAN, Optional.empty()),
            "tom",
            new Account("tom", "Tom Brandt", new PrincipalId("tom"), LINDEN, Role.STAFF, Optional.empty()),
            "ada",
            new Account("ada", "Ada Weiss", new PrincipalId("ada"), LINDEN, Role.ADMINISTRATOR, Optional.empty()));

    private static final List<Organisation> ORGANISATIONS = List.of(
            new Organisation(HARBOUR, "Harbour Clinic", "Port Ellen"),
            new Organisation(LINDEN, "Linden Hospital", "Northgate"),
            new Organisation(new OrganisationId("meadow"), "Meadow Pharmacy", "Northgate"),
            new Organisation(new OrganisationId("mutual"), "Mutual Health Insurance", "Westbridge"),
            new Organisation(new OrganisationId("heart"), "Northgate Heart Centre", "Northgate"),
            new Organisation(new OrganisationId("riverside"), "Riverside General Practice", "Port Ellen"));

    private final Set<String> closed = ConcurrentHashMap.newKeySet();

    static Iterable<Account> all() {
        return ACCOUNTS.values();
    }

    /// Closes or opens an account while its owner is signed in.
    public void close(String username, boolean isClosed) {
        if (isClosed) {
            closed.add(username);
        } else {
            closed.remove(username);
        }
    }

    @Override
    public Optional<Account> find(String username) {
        return Optional.ofNullable(ACCOUNTS.get(username)).filter(account -> !closed.contains(account.username()));
    }

    @Override
    public Activation activate(String code, String newPassword) {
        if (!code.equals(ACTIVATION_CODE)) {
            return new Activation.InvalidCode();
        }
        return newPassword.length() < MIN_PASSWORD_LENGTH
                ? new Activation.WeakPassword()
                : new Activation.Activated("maria");
    }

    @Override
    public List<Organisation> search(String text, int limit) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return ORGANISATIONS.stream()
                .filter(o ->
                        (o.name() + " " + o.place()).toLowerCase(Locale.ROOT).contains(wanted))
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Organisation> find(OrganisationId id) {
        return ORGANISATIONS.stream().filter(o -> o.id().equals(id)).findFirst();
    }
}
