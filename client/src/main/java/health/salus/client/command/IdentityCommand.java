package health.salus.client.command;

import health.salus.crypto.RelyingParty;
import health.salus.crypto.VerificationKey;
import health.salus.kernel.Digest;
import health.salus.kernel.KeyId;
import health.salus.kernel.MemberId;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SubjectId;
import health.salus.proof.transaction.Command;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the identity contract can be asked to do. The contract's own records are not visible here; a test in `node`
/// holds the two to the same bytes. Who may sign which is in docs/design/contracts.md.
public sealed interface IdentityCommand extends ContractCommand {

    String CONTRACT = "identity";
    int VERSION = 1;

    record RegisterOrganisation(OrganisationId organisation, String name, MemberId host) implements IdentityCommand {}

    record RegisterPrincipal(PrincipalId principal, Kind kind, OrganisationId organisation, List<KeyRegistration> keys)
            implements IdentityCommand {}

    record AddKey(PrincipalId principal, KeyRegistration key) implements IdentityCommand {}

    record RotateKey(PrincipalId principal, KeyId replaced, KeyRegistration key) implements IdentityCommand {}

    record RevokeKey(PrincipalId principal, KeyId key) implements IdentityCommand {}

    record ProposeKey(PrincipalId principal, KeyRegistration key, Digest evidence) implements IdentityCommand {}

    record ConfirmKey(PrincipalId principal, KeyId key) implements IdentityCommand {}

    record EnrolSubject(SubjectId subject, Digest evidence) implements IdentityCommand {}

    record BindPatient(SubjectId subject, PrincipalId principal) implements IdentityCommand {}

    record BindGuardian(SubjectId subject, PrincipalId principal, Digest evidence, Optional<Instant> until)
            implements IdentityCommand {}

    record UnbindGuardian(SubjectId subject, PrincipalId principal) implements IdentityCommand {}

    record OpenCareRelation(SubjectId subject, OrganisationId organisation, Optional<Instant> until)
            implements IdentityCommand {}

    record CloseCareRelation(SubjectId subject, OrganisationId organisation) implements IdentityCommand {}

    record LinkSubjects(SubjectId subject, SubjectId other, Digest evidence) implements IdentityCommand {}

    record UnlinkSubjects(SubjectId subject, SubjectId other) implements IdentityCommand {}

    /// What a principal is.
    enum Kind {
        PRACTITIONER,
        PATIENT,
        GUARDIAN,
        STAFF,
        DEVICE,
        SERVICE
    }

    /// A key as it is registered: a key file's, or with its relying party a passkey's.
    record KeyRegistration(VerificationKey key, Optional<RelyingParty> passkey) {

        public static KeyRegistration of(VerificationKey key) {
            return new KeyRegistration(key, Optional.empty());
        }
    }

    @Override
    default Command toCommand() {
        return new Command(CONTRACT, getClass().getSimpleName(), VERSION, Codec.VALUE.encode(this));
    }

    /// Holds the codec, which interfaces cannot do privately.
    final class Codec {

        private static final RecordCodec<IdentityCommand> VALUE = RecordCodec.of(IdentityCommand.class);

        private Codec() {}

        static IdentityCommand decode(Command command) {
            return VALUE.decode(command.body());
        }
    }
}
