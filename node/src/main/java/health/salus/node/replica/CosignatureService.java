package health.salus.node.replica;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import health.salus.ledger.replica.SignedCheckpoint;
import health.salus.node.peer.PeerService;

/// Takes the cosignatures that other members send. A member may only bring its own.
final class CosignatureService implements PeerService {

    static final String MESSAGE = "cosignature";
    static final RecordCodec<SignedCheckpoint> CODEC = RecordCodec.of(SignedCheckpoint.class);

    /// An ML-DSA-44 signature takes 2.4 kB of it.
    private static final int MAX_BYTES = 8 * 1024;

    private final Finality finality;

    CosignatureService(Finality finality) {
        this.finality = finality;
    }

    @Override
    public String message() {
        return MESSAGE;
    }

    @Override
    public Octets answer(MemberId peer, Octets request) {
        SignedCheckpoint signed = CODEC.decode(request, MAX_BYTES);
        if (!signed.member().equals(peer)) {
            throw new SalusException(ErrorCode.NOT_AUTHORISED, "a member brings its own cosignatures only");
        }
        finality.received(signed);
        return Octets.EMPTY;
    }
}
