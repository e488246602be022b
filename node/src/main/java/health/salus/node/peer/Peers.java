package health.salus.node.peer;

import health.salus.crypto.tls.MemberCertificate;
import health.salus.crypto.tls.MutualTls;
import health.salus.crypto.tls.TlsIdentity;
import health.salus.kernel.MemberId;
import health.salus.proof.membership.PublicCard;
import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The other members: ways to them, and their certificates, as they are now. Members come and go while a node runs, so
/// whoever calls one asks here each time.
public final class Peers implements AutoCloseable {

    private final MemberId self;
    private final MutualTls tls;
    private volatile SortedMap<MemberId, Known> known = Collections.emptySortedMap();
    private volatile boolean closed;
    private Optional<Runnable> whenFirst = Optional.empty();

    private record Known(PublicCard card, MemberCertificate certificate, PeerClient client) {}

    public Peers(MemberId self, TlsIdentity own, Collection<PublicCard> cards) {
        this.self = self;
        this.tls = new MutualTls(own, this::memberOf);
        follow(cards);
    }

    /// For the door at which the others call.
    public MutualTls tls() {
        return tls;
    }

    /// Whoever is not among these is no peer any more. A card that stays keeps its connections.
    public synchronized void follow(Collection<PublicCard> cards) {
        SortedMap<MemberId, Known> next = new TreeMap<>();
        SortedMap<MemberId, Known> before = known;
        for (PublicCard card : cards) {
            Known kept = before.get(card.member());
            if (!card.member().equals(self) && !closed) {
                next.put(card.member(), kept != null && kept.card.equals(card) ? kept : open(card));
            }
        }
        known = Collections.unmodifiableSortedMap(next);
        if (!next.isEmpty()) {
            whenFirst.ifPresent(Runnable::run);
            whenFirst = Optional.empty();
        }
        before.values().stream().filter(each -> !next.containsValue(each)).forEach(each -> each.client.close());
    }

    /// Has this done once, as soon as there is another member: a member on its own needs no door.
    public synchronized void whenFirst(Runnable opening) {
        if (known.isEmpty()) {
            whenFirst = Optional.of(opening);
        } else {
            opening.run();
        }
    }

    private Known open(PublicCard card) {
        PeerClient client = new PeerClient(card.member(), URI.create(card.peerAddress()), tls);
        return new Known(card, new MemberCertificate(card.tlsCertificate()), client);
    }

    private Optional<MemberId> memberOf(MemberCertificate certificate) {
        return known.values().stream()
                .filter(each -> each.certificate.equals(certificate))
                .map(each -> each.card.member())
                .findFirst();
    }

    /// In the order of their ids.
    public List<PeerClient> all() {
        return known.values().stream().map(Known::client).toList();
    }

    public Optional<PeerClient> find(MemberId member) {
        return Optional.ofNullable(known.get(member)).map(Known::client);
    }

    /// What is asked of peers fails at once from here on.
    @Override
    public synchronized void close() {
        closed = true;
        known.values().forEach(each -> each.client.close());
    }
}
