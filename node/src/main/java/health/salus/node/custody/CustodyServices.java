package health.salus.node.custody;

import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.node.peer.PeerService;
import health.salus.vault.custody.Custodian;
import health.salus.vault.custody.ShareAid;
import java.util.List;
import java.util.function.BiFunction;

/// This member's custodian at the peer port.
final class CustodyServices {

    private CustodyServices() {}

    static List<PeerService> of(Custodian custodian, ShareAid helper, MovingPieces moving) {
        return List.of(
                service(Messages.STORE, (_, request) -> {
                    Messages.Store store = Messages.STORE_CODEC.decode(request);
                    return Messages.STORED_CODEC.encode(new Messages.Stored(custodian.store(store.deposits())));
                }),
                service(Messages.RELEASE, (peer, request) -> {
                    Messages.AskRelease release = Messages.RELEASE_CODEC.decode(request);
                    return Messages.RELEASED_CODEC.encode(
                            custodian.release(peer, release.session(), release.segments()));
                }),
                service(Messages.FRAGMENT, (peer, request) -> {
                    Messages.Fragment fragment = Messages.FRAGMENT_CODEC.decode(request);
                    return Messages.FRAGMENT_FOUND_CODEC.encode(
                            new Messages.FragmentFound(custodian.fragment(peer, fragment.segment())));
                }),
                service(
                        Messages.SHARE_SUMMAND,
                        (peer, request) -> helper.summand(peer, Messages.SHARE_QUESTION_CODEC.decode(request))),
                service(Messages.PAIR_SECRET, (peer, _) -> helper.pairSecret(peer)),
                service(
                        Messages.DEAL,
                        (peer, request) -> Messages.DEALINGS_CODEC.encode(
                                moving.deal(peer, Messages.DEALING_QUESTION_CODEC.decode(request)))),
                service(
                        Messages.TAKE_OVER,
                        (_, request) -> Messages.TAKEN_OVER_CODEC.encode(
                                moving.takeOver(Messages.TAKEOVER_REQUEST_CODEC.decode(request)))));
    }

    private static PeerService service(String message, BiFunction<MemberId, Octets, Octets> answer) {
        return new PeerService() {
            @Override
            public String message() {
                return message;
            }

            @Override
            public Octets answer(MemberId peer, Octets request) {
                return answer.apply(peer, request);
            }
        };
    }
}
