package health.salus.node.replica;

import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.KeyRegistration;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.crypto.CoseSign1;
import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.SigningKey;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.Digest;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SubjectId;
import health.salus.platform.network.Network;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.proof.transaction.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A hospital's people with their keys, one of them revoked, and a patient; and what it takes to sign in their names,
/// rightly or not.
final class BadTransactionScene {

    static final PrincipalId CLERK = new PrincipalId("clerk");
    static final PrincipalId FORMER_CLERK = new PrincipalId("former-clerk");
    static final PrincipalId PATIENT = new PrincipalId("patient");
    static final PrincipalId SERVICE = GenesisState.serviceOf(SoloLedger.MEMBER);
    static final PrincipalId OTHER_SERVICE = GenesisState.serviceOf(SoloLedger.OTHER_MEMBER);
    static final SubjectId SUBJECT = new SubjectId("00112233445566778899aabbccddeeff");
    static final Digest EVIDENCE = Digest.sha256(Octets.utf8("evidence"));

    private static final RandomSource RANDOM = new SystemRandomSource();

    final SigningKey clerkKey = InMemorySigningKey.generate(RANDOM);
    final SigningKey formerKey = InMemorySigningKey.generate(RANDOM);
    final SigningKey patientKey = InMemorySigningKey.generate(RANDOM);
    final SigningKey strangerKey = InMemorySigningKey.generate(RANDOM);
    final SigningKey memberKey;
    private final NetworkId networkId;

    BadTransactionScene(SoloLedger ledger) {
        this.memberKey = ledger.memberKey;
        this.networkId = ledger.genesis.network();
        Network network = ledger.runtime.network();
        network.decide(network.signAsMember(List.of(
                        register(CLERK, PrincipalKind.STAFF, clerkKey),
                        register(FORMER_CLERK, PrincipalKind.STAFF, formerKey),
                        register(PATIENT, PrincipalKind.PATIENT, patientKey),
                        command(new IdentityCommand.RevokeKey(
                                FORMER_CLERK, formerKey.verificationKey().id())),
                        command(new IdentityCommand.EnrolSubject(SUBJECT, EVIDENCE)),
                        command(new IdentityCommand.BindPatient(SUBJECT, PATIENT)))))
                .orThrow();
    }

    private static Command register(PrincipalId principal, PrincipalKind kind, SigningKey key) {
        return command(new IdentityCommand.RegisterPrincipal(
                principal, kind, SoloLedger.HOSPITAL, List.of(KeyRegistration.of(key.verificationKey()))));
    }

    static Command command(IdentityCommand command) {
        return IdentityCommand.FORMAT.encode(command);
    }

    /// Something that the clerk may do, each time another patient.
    static Command harmless() {
        return command(
                new IdentityCommand.EnrolSubject(new SubjectId(RANDOM.octets(16).hex()), EVIDENCE));
    }

    static Attestation by(PrincipalId principal, SigningKey key) {
        return new Attestation.PrincipalSigned(principal, key.verificationKey().id());
    }

    Attestation byClerk() {
        return by(CLERK, clerkKey);
    }

    Transaction transaction(Attestation attestation, Command... commands) {
        return transaction(networkId, attestation, Duration.ZERO, List.of(commands));
    }

    /// @param shift of the window, which is ten minutes long and open now
    Transaction transaction(NetworkId network, Attestation attestation, Duration shift, List<Command> commands) {
        Instant begin = Instant.now().minusSeconds(60).plus(shift);
        return transaction(network, attestation, List.of(begin, begin.plusSeconds(600)), commands);
    }

    Transaction lasting(Duration window) {
        Instant begin = Instant.now().minusSeconds(60);
        return transaction(networkId, byClerk(), List.of(begin, begin.plus(window)), List.of(harmless()));
    }

    private static Transaction transaction(
            NetworkId network, Attestation attestation, List<Instant> window, List<Command> commands) {
        return new Transaction(
                Transaction.VERSION,
                network,
                attestation,
                window.getFirst(),
                window.getLast(),
                RANDOM.octets(Transaction.SALT_BYTES),
                true,
                commands);
    }

    NetworkId network() {
        return networkId;
    }

    static Octets envelope(Octets payload, SigningKey key) {
        return CoseSign1.sign(payload, key).encode();
    }

    static Octets envelope(Transaction transaction, SigningKey key) {
        return envelope(transaction.encode(), key);
    }

    static SignedTransaction signed(Transaction transaction, SigningKey key) {
        return SignedTransaction.parse(envelope(transaction, key));
    }
}
