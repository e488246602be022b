package health.salus.portal.account;

import health.salus.portal.Passkey;
import health.salus.portal.SigningKeys;
import health.salus.portal.SigningKeys.Standing;
import health.salus.portal.page.Visitor;
import health.salus.portal.signin.Passkeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The passkeys that a visitor can sign with now.
public final class SigningPasskeys {

    private final Passkeys passkeys;
    private final SigningKeys keys;

    public SigningPasskeys(Passkeys passkeys, SigningKeys keys) {
        this.passkeys = passkeys;
        this.keys = keys;
    }

    public List<Passkey> of(Visitor visitor) {
        List<Passkey> own = passkeys.of(visitor.account().username());
        Map<String, Standing> standings = keys.standings(visitor.caller(), own);
        return own.stream()
                .filter(passkey -> standings.get(passkey.id()) == Standing.IN_FORCE)
                .toList();
    }

    /// The passkey that was chosen, or the only one there is.
    public Optional<Passkey> chosen(Visitor visitor, @Nullable String id) {
        List<Passkey> usable = of(visitor);
        if (usable.size() == 1) {
            return Optional.of(usable.getFirst());
        }
        return usable.stream().filter(passkey -> passkey.id().equals(id)).findFirst();
    }
}
