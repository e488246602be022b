package health.salus.vault.resharing;

import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.VerificationKey;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.vault.custody.SegmentReference;
import health.salus.vault.doubles.InMemoryPieceStore;
import health.salus.vault.doubles.PinnedTime;
import health.salus.vault.doubles.SeededRandom;
import health.salus.vault.doubles.SyntheticSegments;
import health.salus.vault.resharing.PieceSettlement.Outcome;
import health.salus.vault.segment.OpenedSegment;
import health.salus.vault.segment.Opening;
import health.salus.vault.segment.Piece;
import health.salus.vault.segment.SealedSegment;
import health.salus.vault.segment.SegmentOpener;
import health.salus.vault.segment.SegmentSealer;
import health.salus.vault.store.HeldFragment;
import health.salus.vault.store.PieceShelves;
import health.salus.vault.store.PieceStore;
import health.salus.vault.store.PlacedPiece;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Two custodian sets, one of which supersedes the other, with a ledger in miniature that holds moves to the rules.
final class TwoSets {

    static final CustodianSetId NEXT = new CustodianSetId("set-2");

    final SeededRandom random;
    final PinnedTime time = new PinnedTime();
    final Circle from;
    final Circle to;
    final List<DealingEvidence> evidence = Collections.synchronizedList(new ArrayList<>());
    final TreeMap<SegmentId, SealedSegment> sealed = new TreeMap<>();
    private final Map<MemberId, InMemorySigningKey> keys = new HashMap<>();
    private final Map<MemberId, PieceShelves> shelves = new HashMap<>();
    private final Map<MemberId, UnaryOperator<MovingCustodian>> between = new HashMap<>();
    private final Map<MemberId, Keeper> keepers = new HashMap<>();
    private final Map<SegmentId, Registration> ledger = new HashMap<>();
    private final SegmentMover mover;

    /// What the next decision fails with, after everybody gave its word.
    Optional<ErrorCode> undecided = Optional.empty();

    /// The consensus time of the last block.
    Instant ledgerTime = time.now();

    boolean isFinal = true;
    int decisions;

    record Registration(Digest manifest, CustodianSetId set) {}

    private record Keeper(ShareDealer dealer, PieceTaker taker, PieceSettlement settlement) {}

    TwoSets(Circle from, Circle to, long seed) {
        this.from = from;
        this.to = to;
        this.random = new SeededRandom(seed);
        for (MemberId member : everybody()) {
            keys.put(member, InMemorySigningKey.generate(random));
            shelve(member, new PieceShelves(new InMemoryPieceStore(time), new InMemoryPieceStore(time)));
        }
        mover = new SegmentMover(parts(from.members().getLast()), this::decide, time, from, to);
    }

    /// Of members with these numbers.
    static Circle circle(CustodianSetId id, int... numbers) {
        List<MemberId> members = new ArrayList<>();
        for (int number : numbers) {
            members.add(member(number));
        }
        return new Circle(id, members, (members.size() - 1) / 3 + 1);
    }

    /// One of four is replaced, and the others sit elsewhere.
    static TwoSets oneReplaced(long seed) {
        return new TwoSets(circle(SyntheticSegments.SET, 1, 2, 3, 4), circle(NEXT, 4, 2, 5, 3), seed);
    }

    static MemberId member(int number) {
        return new MemberId("member-" + number);
    }

    Set<MemberId> everybody() {
        Set<MemberId> all = new HashSet<>(from.members());
        all.addAll(to.members());
        return all;
    }

    /// Gives a member these stores, and lets it forget what it had in memory: what a restart is.
    void shelve(MemberId member, PieceShelves pieces) {
        shelves.put(member, pieces);
        PromisedPieces promised = new PromisedPieces(pieces.arriving(), () -> ledgerTime, time);
        MoveParts parts = parts(member);
        keepers.put(
                member,
                new Keeper(
                        new ShareDealer(parts.seat(), pieces, this::order),
                        new PieceTaker(parts, pieces, promised, time),
                        new PieceSettlement(pieces, promised, segment -> placement(member, segment))));
    }

    PieceShelves pieces(int number) {
        return shelvesOf(member(number));
    }

    MoveSeat seat(MemberId member) {
        return new MoveSeat(member, keyOf(member), from, to);
    }

    MoveParts parts(MemberId self) {
        return new MoveParts(
                seat(self), this::order, other -> reached(self, other), this::key, TwoSets::word, evidence::add);
    }

    VerificationKey key(MemberId member) {
        return keyOf(member).verificationKey();
    }

    static Octets word(MoveWord.Said said) {
        return Octets.utf8("word " + said);
    }

    private Optional<MoveOrder> order(SegmentId segment) {
        return Optional.ofNullable(ledger.get(segment))
                .filter(known -> known.set().equals(from.id()))
                .map(known -> new MoveOrder(new SegmentReference(segment, known.manifest()), from, to));
    }

    private Optional<FinalPlacements.FinalPlacement> placement(MemberId member, SegmentId segment) {
        return Optional.ofNullable(ledger.get(segment)).filter(_ -> isFinal).map(known -> {
            Circle circle = known.set().equals(to.id()) ? to : from;
            return new FinalPlacements.FinalPlacement(known.manifest(), circle.has(member));
        });
    }

    /// Puts something between this member and who asks it.
    void replace(int number, UnaryOperator<MovingCustodian> by) {
        between.put(member(number), by);
    }

    MovingCustodian reached(MemberId asking, MemberId asked) {
        MovingCustodian direct = new MovingCustodian() {
            @Override
            public MemberId member() {
                return asked;
            }

            @Override
            public Dealings deal(DealingQuestion question) {
                return keeperOf(asked).dealer().deal(asking, question);
            }

            @Override
            public TakenOver takeOver(TakeoverRequest request) {
                return keeperOf(asked).taker().takeOver(request);
            }
        };
        return between.getOrDefault(asked, UnaryOperator.identity()).apply(direct);
    }

    /// Seals for the old set, stores at all of it and registers.
    SegmentReference write(String id, int entries) {
        SealedSegment segment = new SegmentSealer(random)
                .seal(
                        SyntheticSegments.descriptor(
                                id, from.threshold(), from.members().size()),
                        SyntheticSegments.entries(random, entries));
        for (int place = 1; place <= from.members().size(); place++) {
            PlacedPiece piece =
                    new PlacedPiece(segment.manifest(), segment.pieces().get(place - 1));
            shelvesOf(from.members().get(place - 1)).present().put(List.of(piece));
        }
        sealed.put(segment.manifest().segment(), segment);
        ledger.put(
                segment.manifest().segment(),
                new Registration(segment.manifest().digest(), from.id()));
        return registered(id);
    }

    SegmentReference registered(String id) {
        SegmentId segment = new SegmentId(id);
        return new SegmentReference(segment, registration(segment).manifest());
    }

    /// Whoever is left of both sets has them moved.
    List<SegmentId> move(SegmentReference... segments) {
        return mover.move(List.of(segments));
    }

    /// As the contract has it.
    private void decide(MoveLedger.Move move) {
        if (undecided.isPresent()) {
            throw new SalusException(undecided.get(), "not decided");
        }
        require(!time.now().isAfter(move.until()), ErrorCode.NOT_ACKNOWLEDGED);
        require(
                move.words().stream().map(MoveLedger.Word::custodian).distinct().count() >= to.quorum(),
                ErrorCode.NOT_ACKNOWLEDGED);
        for (MoveLedger.Word each : move.words()) {
            MoveWord.Said said = new MoveWord.Said(
                    SyntheticSegments.NETWORK, each.custodian(), move.to(), move.until(), move.segments());
            require(to.has(each.custodian()), ErrorCode.MALFORMED);
            require(key(each.custodian()).verify(word(said), each.signature()), ErrorCode.BAD_SIGNATURE);
        }
        for (TakenOver.Held held : move.segments()) {
            require(registration(held.segment()).manifest().equals(held.before()), ErrorCode.VERSION_CONFLICT);
        }
        move.segments().forEach(held -> ledger.put(held.segment(), new Registration(held.manifest(), move.to())));
        ledgerTime = time.now();
        decisions++;
    }

    private static void require(boolean holds, ErrorCode code) {
        if (!holds) {
            throw new SalusException(code, "refused");
        }
    }

    Outcome settle(int number, String segment) {
        return settlement(number).settle(new SegmentId(segment));
    }

    PieceSettlement settlement(int number) {
        return keeperOf(member(number)).settlement();
    }

    /// What these members hold under the manifest that the ledger has.
    List<Piece> held(String id, List<MemberId> members) {
        List<Piece> held = new ArrayList<>();
        for (MemberId member : members) {
            SegmentReference segment = registered(id);
            PieceShelves pieces = shelvesOf(member);
            Optional<HeldFragment> fragment = pieces.fragment(segment.segment(), segment.manifest());
            fragment.ifPresent(found -> pieces.share(segment.segment(), segment.manifest())
                    .ifPresent(share -> held.add(new Piece(found.custodian(), found.fragment(), share))));
        }
        return held;
    }

    /// Opens the segment with the pieces of these members of the set that it lies with.
    Optional<OpenedSegment> open(String id, List<MemberId> members) {
        SegmentReference segment = registered(id);
        return members.stream()
                .flatMap(member -> shelvesOf(member).fragment(segment.segment(), segment.manifest()).stream())
                .findFirst()
                .map(found -> new SegmentOpener().open(found.manifest(), held(id, members)))
                .flatMap(opening ->
                        opening instanceof Opening.Opened opened ? Optional.of(opened.segment()) : Optional.empty());
    }

    DealingEvidence.OnLedger onLedger(MemberId dealer, SegmentReference before) {
        return new DealingEvidence.OnLedger(SyntheticSegments.NETWORK, key(dealer), before.manifest(), from, to);
    }

    /// Whether anything of the segment is on this store.
    static boolean has(PieceStore store, String segment) {
        return store.find(new SegmentId(segment)).isPresent()
                || store.share(new SegmentId(segment)).isPresent();
    }

    private InMemorySigningKey keyOf(MemberId member) {
        return Objects.requireNonNull(keys.get(member));
    }

    private Keeper keeperOf(MemberId member) {
        return Objects.requireNonNull(keepers.get(member));
    }

    PieceShelves shelvesOf(MemberId member) {
        return Objects.requireNonNull(shelves.get(member));
    }

    SealedSegment sealed(SegmentId segment) {
        return Objects.requireNonNull(sealed.get(segment));
    }

    private Registration registration(SegmentId segment) {
        return Objects.requireNonNull(ledger.get(segment));
    }
}
