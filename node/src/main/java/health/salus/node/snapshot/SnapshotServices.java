package health.salus.node.snapshot;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.store.LedgerSnapshot;
import health.salus.node.peer.PeerService;
import health.salus.node.replica.LedgerRuntime;
import health.salus.node.snapshot.SnapshotMessages.OfferRequest;
import health.salus.node.snapshot.SnapshotMessages.StateParts;
import health.salus.node.snapshot.SnapshotMessages.StateRequest;
import health.salus.node.snapshot.SnapshotMessages.Tiles;
import health.salus.node.snapshot.SnapshotMessages.TilesRequest;
import health.salus.proof.tiles.LogFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Answers members that take a snapshot.
final class SnapshotServices {

    private SnapshotServices() {}

    static List<PeerService> of(HeldSnapshot held, LedgerRuntime ledger) {
        return List.of(new Offers(held), new States(held), new LogTiles(ledger));
    }

    private record Offers(HeldSnapshot held) implements PeerService {

        @Override
        public String message() {
            return SnapshotMessages.OFFER;
        }

        @Override
        public Octets answer(MemberId peer, Octets request) {
            OfferRequest asked = OfferRequest.CODEC.decode(request, SnapshotMessages.MAX_REQUEST_BYTES);
            return SnapshotOffer.CODEC.encode(held.offer(asked.atLeast()));
        }
    }

    private record States(HeldSnapshot held) implements PeerService {

        @Override
        public String message() {
            return SnapshotMessages.STATE;
        }

        @Override
        public Octets answer(MemberId peer, Octets request) {
            StateRequest asked = StateRequest.CODEC.decode(request, SnapshotMessages.MAX_REQUEST_BYTES);
            requireFew(asked.pages().size() + asked.values().size());
            LedgerSnapshot snapshot = held.at(asked.height());
            Budget budget = new Budget();
            List<Octets> pages = budget.take(asked.pages(), snapshot::page);
            List<Octets> values = pages.size() < asked.pages().size()
                    ? List.of()
                    : budget.take(asked.values(), key -> snapshot.value(new Digest(key)));
            return StateParts.CODEC.encode(new StateParts(pages, values));
        }
    }

    /// What is left of an answer.
    private static final class Budget {

        private int left = SnapshotMessages.MAX_ANSWER_BYTES;

        List<Octets> take(List<Octets> keys, Function<Octets, Optional<Octets>> parts) {
            List<Octets> taken = new ArrayList<>();
            for (Octets key : keys) {
                if (left <= 0) {
                    break;
                }
                Octets part = parts.apply(key)
                        .orElseThrow(() -> new SalusException(ErrorCode.NOT_FOUND, "the state has no such part"));
                left -= part.length();
                taken.add(part);
            }
            return taken;
        }
    }

    private record LogTiles(LedgerRuntime ledger) implements PeerService {

        @Override
        public String message() {
            return SnapshotMessages.TILES;
        }

        @Override
        public Octets answer(MemberId peer, Octets request) {
            TilesRequest asked = TilesRequest.CODEC.decode(request, SnapshotMessages.MAX_REQUEST_BYTES);
            requireFew(asked.tiles().size());
            if (asked.size() > ledger.finality().finalSize()) {
                throw new SalusException(ErrorCode.NOT_FOUND, "the log is not final up to " + asked.size());
            }
            return Tiles.CODEC.encode(new Tiles(
                    asked.tiles().stream().map(path -> tile(path, asked.size())).toList()));
        }

        private Octets tile(String path, long size) {
            return LogFile.parse(path)
                    .filter(LogFile.HashTile.class::isInstance)
                    .flatMap(file -> ledger.publishedLog().content(file, size))
                    .orElseThrow(() -> new SalusException(ErrorCode.NOT_FOUND, "the log has no such tile"));
        }
    }

    private static void requireFew(int parts) {
        if (parts > SnapshotMessages.MAX_PARTS) {
            throw new SalusException(
                    ErrorCode.TOO_LARGE, "at most " + SnapshotMessages.MAX_PARTS + " parts are given at once");
        }
    }
}
