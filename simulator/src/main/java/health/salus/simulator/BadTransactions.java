package health.salus.simulator;

import health.salus.contracts.identity.IdentityCommand;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.Transaction;
import health.salus.simulator.Signing.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What must never get into the log, and with which code it is discarded.
final class BadTransactions {

    private final Consortium consortium;
    private final SeededRandom random;
    private final Signing signing;

    /// @param code what every honest member discards it with
    record Bad(Octets envelope, ErrorCode code) {}

    BadTransactions(Consortium consortium, SeededRandom random, Signing signing) {
        this.consortium = consortium;
        this.random = random;
        this.signing = signing;
    }

    Bad next(MemberId at, Instant now) {
        PrincipalId clerk = Consortium.clerk(at);
        Attestation own = Signing.bySelf(clerk);
        Window window = Window.around(now);
        return switch (random.below(9)) {
            case 0 -> bad(own, window(now.minus(Duration.ofMinutes(9)), now.minusSeconds(1)), ErrorCode.EXPIRED);
            case 1 ->
                bad(
                        own,
                        window(
                                now.plus(Duration.ofDays(1)),
                                now.plus(Duration.ofDays(1)).plusSeconds(60)),
                        ErrorCode.NOT_YET_VALID);
            case 2 ->
                bad(own, window(now.minusSeconds(60), now.plus(Duration.ofMinutes(30))), ErrorCode.WINDOW_TOO_LONG);
            case 3 -> misSigned(own, window);
            case 4 -> wrongNetwork(own, window);
            case 5 -> bad(signing.byMember(at, Consortium.clerk(other(at))), window, ErrorCode.NOT_AUTHORISED);
            case 6 -> truncated(own, window);
            case 7 -> forged(own, window);
            default -> unknownKey(clerk, window);
        };
    }

    private MemberId other(MemberId than) {
        return random.pick(consortium.founders().stream()
                .filter(member -> !member.equals(than))
                .toList());
    }

    private static Window window(Instant notBefore, Instant notAfter) {
        return new Window(notBefore, notAfter);
    }

    private Bad bad(Attestation by, Window window, ErrorCode code) {
        return new Bad(
                Signing.signedWith(Signing.signerOf(by), transaction(Consortium.NETWORK, by, window))
                        .envelope(),
                code);
    }

    private Bad misSigned(Attestation own, Window window) {
        Transaction transaction = transaction(Consortium.NETWORK, own, window);
        return new Bad(
                Signing.signedWith(Consortium.key("a thief"), transaction).envelope(), ErrorCode.BAD_SIGNATURE);
    }

    /// Names the right key, which made another signature.
    private Bad forged(Attestation own, Window window) {
        byte[] whole = Signing.signedWith(Signing.signerOf(own), transaction(Consortium.NETWORK, own, window))
                .envelope()
                .toArray();
        whole[whole.length - 1] ^= 1;
        return new Bad(Octets.wrap(whole), ErrorCode.BAD_SIGNATURE);
    }

    private Bad truncated(Attestation own, Window window) {
        Octets whole = Signing.signedWith(Signing.signerOf(own), transaction(Consortium.NETWORK, own, window))
                .envelope();
        return new Bad(whole.slice(0, random.between(1, whole.length() - 1)), ErrorCode.MALFORMED);
    }

    private Bad wrongNetwork(Attestation own, Window window) {
        Transaction transaction = transaction(new NetworkId("another"), own, window);
        return new Bad(Signing.signedWith(Signing.signerOf(own), transaction).envelope(), ErrorCode.WRONG_NETWORK);
    }

    private Bad unknownKey(PrincipalId clerk, Window window) {
        Attestation own = new Attestation.PrincipalSigned(
                clerk, Consortium.key("a thief").verificationKey().id());
        Transaction transaction = transaction(Consortium.NETWORK, own, window);
        return new Bad(
                Signing.signedWith(Consortium.key("a thief"), transaction).envelope(), ErrorCode.UNKNOWN_KEY);
    }

    private Transaction transaction(NetworkId network, Attestation by, Window window) {
        SubjectId subject = new SubjectId(random.octets(16).hex());
        Command command = IdentityCommand.FORMAT.encode(new IdentityCommand.EnrolSubject(subject, Digest.ZERO));
        return signing.transaction(network, by, window, List.of(command));
    }
}
