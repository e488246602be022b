package health.salus.simulator;

import health.salus.crypto.CoseSign1;
import health.salus.crypto.SigningKey;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.proof.transaction.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Puts commands under real signatures.
final class Signing {

    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(2);
    private static final Duration VALIDITY = Duration.ofMinutes(10);

    private final SeededRandom random;

    /// How often a member has come to the network before, which gave it other keys each time.
    private final Map<MemberId, Integer> generations = new TreeMap<>();

    /// @param random of the transactions' salts
    Signing(SeededRandom random) {
        this.random = random;
    }

    /// The window in which a transaction may be ordered.
    record Window(Instant notBefore, Instant notAfter) {

        static Window around(Instant now) {
            return new Window(now.minus(CLOCK_TOLERANCE), now.plus(VALIDITY));
        }
    }

    static Attestation bySelf(PrincipalId principal) {
        return new Attestation.PrincipalSigned(
                principal, Consortium.key(principal).verificationKey().id());
    }

    int generation(MemberId member) {
        return generations.getOrDefault(member, 0);
    }

    /// From now on the member signs with other keys.
    int nextGeneration(MemberId member) {
        return generations.merge(member, 1, Integer::sum);
    }

    SigningKey memberKey(MemberId member) {
        return Consortium.memberKey(member, generation(member));
    }

    /// As the member itself, by its service.
    Attestation byService(MemberId member) {
        return new Attestation.PrincipalSigned(
                Consortium.service(member), memberKey(member).verificationKey().id());
    }

    Attestation byMember(MemberId member, PrincipalId actor) {
        SigningKey key = memberKey(member);
        return new Attestation.MemberAsserted(
                member, key.verificationKey().id(), actor, "https://" + member + ".example", Digest.ZERO);
    }

    Transaction transaction(NetworkId network, Attestation attestation, Window window, List<Command> commands) {
        return new Transaction(
                Transaction.VERSION,
                network,
                attestation,
                window.notBefore,
                window.notAfter,
                random.octets(Transaction.SALT_BYTES),
                true,
                commands);
    }

    SignedTransaction sign(Attestation attestation, Instant now, List<Command> commands) {
        return signedWith(
                signerOf(attestation), transaction(Consortium.NETWORK, attestation, Window.around(now), commands));
    }

    static SignedTransaction signedWith(SigningKey key, Transaction transaction) {
        Octets envelope = CoseSign1.sign(transaction.encode(), key).encode();
        return SignedTransaction.parse(envelope);
    }

    static SigningKey signerOf(Attestation attestation) {
        return switch (attestation) {
            case Attestation.PrincipalSigned signed -> Consortium.keyOf(signed.actor(), signed.key());
            case Attestation.MemberAsserted asserted -> Consortium.memberKey(asserted.member(), asserted.key());
        };
    }
}
