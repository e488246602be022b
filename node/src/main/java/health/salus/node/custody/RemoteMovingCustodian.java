package health.salus.node.custody;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.node.peer.Peers;
import health.salus.vault.resharing.DealingQuestion;
import health.salus.vault.resharing.Dealings;
import health.salus.vault.resharing.MovingCustodian;
import health.salus.vault.resharing.TakenOver;
import health.salus.vault.resharing.TakeoverRequest;
import java.time.Duration;

/// A custodian at another member, which segments leave or come to.
record RemoteMovingCustodian(MemberId member, Peers peers) implements MovingCustodian {

    private static final Duration DEAL_TIMEOUT = Duration.ofSeconds(20);

    /// It asks all dealers, one after the other, in between.
    private static final Duration TAKE_OVER_TIMEOUT = Duration.ofSeconds(80);

    @Override
    public Dealings deal(DealingQuestion question) {
        Octets request = Messages.DEALING_QUESTION_CODEC.encode(question);
        return Messages.DEALINGS_CODEC.decode(call(Messages.DEAL, request, DEAL_TIMEOUT));
    }

    @Override
    public TakenOver takeOver(TakeoverRequest request) {
        Octets encoded = Messages.TAKEOVER_REQUEST_CODEC.encode(request);
        return Messages.TAKEN_OVER_CODEC.decode(call(Messages.TAKE_OVER, encoded, TAKE_OVER_TIMEOUT));
    }

    private Octets call(String message, Octets request, Duration timeout) {
        return peers.find(member)
                .orElseThrow(
                        () -> new SalusException(ErrorCode.TIMEOUT, "custodian " + member + " is no member any more"))
                .call(message, request, timeout);
    }
}
