package health.salus.contracts.stage;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.SalusContracts;
import health.salus.contracts.access.AccessCommand;
import health.salus.contracts.consent.ConsentCommand;
import health.salus.contracts.governance.GovernanceCommand;
import health.salus.contracts.identity.Cards;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.identity.PrincipalRecord;
import health.salus.contracts.policy.PolicyCommand;
import health.salus.contracts.records.RecordsCommand;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.KeyId;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.ledger.execution.BlockContext;
import health.salus.ledger.execution.CommandContext;
import health.salus.ledger.execution.Contract;
import health.salus.ledger.state.StateOverlay;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.CommandOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The contracts on a state that begins with the genesis of [Cast], treated as the executor treats them.
public final class Stage {

    private final InMemoryState state = new InMemoryState();
    private Instant time = Cast.DAWN.plusSeconds(60);
    private long height = 1;
    private int transactions;

    public Stage() {
        Cast.genesis().applyTo(state);
        Cards.found(state, Cast.cards());
    }

    public InMemoryState state() {
        return state;
    }

    public Instant time() {
        return time;
    }

    public long height() {
        return height;
    }

    /// The id of the last command's transaction.
    public Digest transaction() {
        return Digest.sha256(Octets.utf8("transaction " + transactions));
    }

    public void pass(Duration duration) {
        time = time.plus(duration);
        height++;
    }

    /// The next block begins, as it does at every member.
    public void beginBlock() {
        height++;
        StateOverlay overlay = new StateOverlay(state);
        BlockContext context = new BlockContext(Cast.NETWORK, height, time);
        SalusContracts.all().forEach(contract -> contract.begin(context, overlay));
        overlay.applyTo(state);
    }

    /// The principal's own key signs.
    public static Attestation signedBy(PrincipalId principal) {
        return new Attestation.PrincipalSigned(principal, new KeyId("key"));
    }

    /// The member that hosts the principal asserts.
    public Attestation assertedFor(PrincipalId principal) {
        Directory directory = Directory.of(state);
        PrincipalRecord actor = directory.requirePrincipal(principal);
        MemberId host = directory.requireOrganisation(actor.organisation()).host();
        return new Attestation.MemberAsserted(host, new KeyId("key"), principal, "https://issuer.example", Digest.ZERO);
    }

    /// The result of a command that must be accepted.
    public Octets accepts(Attestation attestation, Object command) {
        CommandOutcome outcome = execute(attestation, encode(command));
        assertThat(outcome).as("%s by %s", command, attestation.actor()).isInstanceOf(CommandOutcome.Accepted.class);
        return ((CommandOutcome.Accepted) outcome).result();
    }

    public Octets accepts(PrincipalId signer, Object command) {
        return accepts(signedBy(signer), command);
    }

    /// The detail of a command that must be refused, and must leave the state alone.
    public String refuses(Attestation attestation, Object command, ErrorCode code) {
        var before = state.copy();
        CommandOutcome outcome = execute(attestation, encode(command));
        assertThat(outcome).as("%s by %s", command, attestation.actor()).isInstanceOf(CommandOutcome.Refused.class);
        CommandOutcome.Refused refused = (CommandOutcome.Refused) outcome;
        assertThat(refused.code()).as("%s: %s", command, refused.detail()).isEqualTo(code);
        assertThat(state.copy()).isEqualTo(before);
        return refused.detail();
    }

    public String refuses(PrincipalId signer, Object command, ErrorCode code) {
        return refuses(signedBy(signer), command, code);
    }

    public CommandOutcome execute(Attestation attestation, Command command) {
        Contract contract = SalusContracts.all().stream()
                .filter(one -> one.name().equals(command.contract()))
                .findFirst()
                .orElseThrow();
        transactions++;
        CommandContext context = new CommandContext(Cast.NETWORK, height, time, attestation, transaction(), 0);
        StateOverlay overlay = new StateOverlay(state);
        CommandOutcome outcome;
        try {
            outcome = contract.execute(command, context, overlay);
        } catch (SalusException refused) {
            outcome = new CommandOutcome.Refused(refused.code(), refused.detail());
        }
        if (outcome instanceof CommandOutcome.Accepted) {
            overlay.applyTo(state);
        }
        return outcome;
    }

    public static Command encode(Object command) {
        return switch (command) {
            case IdentityCommand identity -> IdentityCommand.FORMAT.encode(identity);
            case ConsentCommand consent -> ConsentCommand.FORMAT.encode(consent);
            case RecordsCommand records -> RecordsCommand.FORMAT.encode(records);
            case GovernanceCommand governance -> GovernanceCommand.FORMAT.encode(governance);
            case AccessCommand access -> AccessCommand.FORMAT.encode(access);
            case PolicyCommand policy -> PolicyCommand.FORMAT.encode(policy);
            default -> throw new IllegalArgumentException("no command: " + command);
        };
    }

    /// Hospital A enrols the subject, and binds the patient.
    public Stage enrolled() {
        accepts(Cast.STAFF_A, new IdentityCommand.EnrolSubject(Cast.SUBJECT, Cast.EVIDENCE));
        accepts(Cast.STAFF_A, new IdentityCommand.BindPatient(Cast.SUBJECT, Cast.PATIENT));
        return this;
    }

    /// Hospital B enrols the other subject, and binds nobody.
    public Stage otherEnrolled() {
        accepts(Cast.STAFF_B, new IdentityCommand.EnrolSubject(Cast.OTHER_SUBJECT, Cast.EVIDENCE));
        return this;
    }

    /// The other subject is enrolled already, and turns out to be the patient: hospital B binds, the patient links.
    public Stage linked() {
        accepts(Cast.STAFF_B, new IdentityCommand.BindPatient(Cast.OTHER_SUBJECT, Cast.PATIENT));
        accepts(Cast.PATIENT, new IdentityCommand.LinkSubjects(Cast.SUBJECT, Cast.OTHER_SUBJECT, Cast.EVIDENCE));
        return this;
    }

    /// Registers a patient who holds no key.
    public PrincipalId withoutKey(String name) {
        PrincipalId id = new PrincipalId(name);
        accepts(
                Cast.STAFF_A,
                new IdentityCommand.RegisterPrincipal(id, PrincipalKind.PATIENT, Cast.HOSPITAL_A, List.of()));
        return id;
    }
}
