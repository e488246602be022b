package health.salus.portal.signin;

import health.salus.kernel.Octets;
import health.salus.portal.Passkey;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;

/// The passkeys of a person, oldest first.
public final class Passkeys {

    /// A new passkey is stored as used when it was made; that is not a sign-in.
    private static final Duration REGISTRATION = Duration.ofSeconds(2);

    private final PublicKeyCredentialUserEntityRepository owners;
    private final UserCredentialRepository credentials;

    public Passkeys(PublicKeyCredentialUserEntityRepository owners, UserCredentialRepository credentials) {
        this.owners = owners;
        this.credentials = credentials;
    }

    public List<Passkey> of(String username) {
        PublicKeyCredentialUserEntity owner = owners.findByUsername(username);
        if (owner == null) {
            return List.of();
        }
        return credentials.findByUserId(owner.getId()).stream()
                .map(Passkeys::passkey)
                .sorted(Comparator.comparing(Passkey::created))
                .toList();
    }

    /// The passkey, if it is this person's.
    public Optional<Passkey> find(String username, String id) {
        return of(username).stream().filter(passkey -> passkey.id().equals(id)).findFirst();
    }

    public void remove(String username, String id) {
        find(username, id).ifPresent(passkey -> credentials.delete(Bytes.fromBase64(passkey.id())));
    }

    private static Passkey passkey(CredentialRecord stored) {
        return new Passkey(
                stored.getCredentialId().toBase64UrlString(),
                Octets.wrap(stored.getPublicKey().getBytes()),
                stored.getLabel(),
                stored.getCreated(),
                Optional.ofNullable(stored.getLastUsed())
                        .filter(used -> used.isAfter(stored.getCreated().plus(REGISTRATION))));
    }
}
