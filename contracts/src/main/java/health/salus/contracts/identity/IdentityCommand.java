package health.salus.contracts.identity;

import health.salus.contracts.rules.CommandFormat;
import health.salus.kernel.Digest;
import health.salus.kernel.KeyId;
import health.salus.kernel.MemberId;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the identity contract can be asked to do. Who may sign which is in docs/design/contracts.md.
public sealed interface IdentityCommand {

    CommandFormat<IdentityCommand> FORMAT = CommandFormat.of("identity", 1, IdentityCommand.class);

    record RegisterOrganisation(OrganisationId organisation, String name, MemberId host) implements IdentityCommand {}

    record RegisterPrincipal(
            PrincipalId principal, PrincipalKind kind, OrganisationId organisation, List<KeyRegistration> keys)
            implements IdentityCommand {}

    record AddKey(PrincipalId principal, KeyRegistration key) implements IdentityCommand {}

    record RotateKey(PrincipalId principal, KeyId replaced, KeyRegistration key) implements IdentityCommand {}

    /// Ends a key, or drops one that was proposed or is not yet in force.
    record RevokeKey(PrincipalId principal, KeyId key) implements IdentityCommand {}

    /// A member vouches for a key of somebody who has no other key left.
    record ProposeKey(PrincipalId principal, KeyRegistration key, Digest evidence) implements IdentityCommand {}

    /// A second member vouches too; the key is in force after the network's delay.
    record ConfirmKey(PrincipalId principal, KeyId key) implements IdentityCommand {}

    /// Binds a new pseudonym to the evidence of how the person was proofed, and opens the care relation.
    record EnrolSubject(SubjectId subject, Digest evidence) implements IdentityCommand {}

    record BindPatient(SubjectId subject, PrincipalId principal) implements IdentityCommand {}

    record BindGuardian(SubjectId subject, PrincipalId principal, Digest evidence, Optional<Instant> until)
            implements IdentityCommand {}

    record UnbindGuardian(SubjectId subject, PrincipalId principal) implements IdentityCommand {}

    record OpenCareRelation(SubjectId subject, OrganisationId organisation, Optional<Instant> until)
            implements IdentityCommand {}

    record CloseCareRelation(SubjectId subject, OrganisationId organisation) implements IdentityCommand {}

    /// The two pseudonyms are one person: consent and access see them as one until they are unlinked.
    record LinkSubjects(SubjectId subject, SubjectId other, Digest evidence) implements IdentityCommand {}

    record UnlinkSubjects(SubjectId subject, SubjectId other) implements IdentityCommand {}
}
