package health.salus.client.command;

import health.salus.client.command.IdentityCommand.KeyRegistration;
import health.salus.kernel.CborValue;
import health.salus.kernel.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Says what a command about who is who does, in one line.
final class IdentityText {

    private IdentityText() {}

    static String line(IdentityCommand command) {
        return switch (command) {
            case IdentityCommand.RegisterOrganisation it ->
                "register organisation " + it.organisation() + ", named " + CborText.of(new CborValue.Text(it.name()))
                        + ", hosted by member " + it.host();
            case IdentityCommand.RegisterPrincipal it ->
                "register " + it.kind().name().toLowerCase(Locale.ROOT) + " " + it.principal() + " of organisation "
                        + it.organisation() + keys(it.keys());
            case IdentityCommand.AddKey it -> "add to principal " + it.principal() + " the key " + key(it.key());
            case IdentityCommand.RotateKey it ->
                "replace key " + it.replaced() + " of principal " + it.principal() + " by " + key(it.key());
            case IdentityCommand.RevokeKey it -> "revoke key " + it.key() + " of principal " + it.principal();
            case IdentityCommand.ProposeKey it ->
                "propose for principal " + it.principal() + " the key " + key(it.key()) + evidence(it.evidence());
            case IdentityCommand.ConfirmKey it ->
                "confirm key " + it.key() + ", proposed for principal " + it.principal();
            case IdentityCommand.EnrolSubject it -> "enrol patient " + it.subject() + evidence(it.evidence());
            case IdentityCommand.BindPatient it ->
                "principal " + it.principal() + " is the patient " + it.subject() + " and signs as such";
            case IdentityCommand.BindGuardian it ->
                "principal " + it.principal() + " acts as a guardian for patient " + it.subject() + until(it.until())
                        + evidence(it.evidence());
            case IdentityCommand.UnbindGuardian it ->
                "principal " + it.principal() + " no longer acts as a guardian for patient " + it.subject();
            case IdentityCommand.OpenCareRelation it ->
                "organisation " + it.organisation() + " cares for patient " + it.subject() + until(it.until());
            case IdentityCommand.CloseCareRelation it ->
                "organisation " + it.organisation() + " no longer cares for patient " + it.subject();
            case IdentityCommand.LinkSubjects it ->
                "patients " + it.subject() + " and " + it.other() + " are one person" + evidence(it.evidence());
            case IdentityCommand.UnlinkSubjects it ->
                "patients " + it.subject() + " and " + it.other() + " are not one person after all";
        };
    }

    private static String keys(List<KeyRegistration> keys) {
        return keys.isEmpty()
                ? ", without a key"
                : ", with the key " + keys.stream().map(IdentityText::key).collect(Collectors.joining(" and "));
    }

    private static String key(KeyRegistration registration) {
        String passkey = registration
                .passkey()
                .map(party -> ", a passkey of " + CborText.of(new CborValue.Text(party.id())) + " used at "
                        + party.origins().stream()
                                .map(origin -> CborText.of(new CborValue.Text(origin)))
                                .collect(Collectors.joining(" or ")))
                .orElse("");
        return registration.key().id() + " ("
                + registration.key().algorithm().name().toLowerCase(Locale.ROOT) + passkey + ")";
    }

    private static String evidence(Digest digest) {
        return digest.equals(Digest.ZERO) ? "" : ", on evidence with SHA-256 " + digest.hex();
    }

    private static String until(Optional<Instant> until) {
        return until.map(end -> ", until " + end).orElse("");
    }
}
