package health.salus.vault.custody;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.vault.segment.SealedSegment;
import health.salus.vault.segment.SegmentSealer;
import health.salus.vault.segment.UnsealedSegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/// Seals segments and brings each custodian its pieces. Custodians that are late get theirs all the same.
public final class VaultWriter {

    /// A custodian that takes longer counts as down for this write.
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /// Fragments that go out in one request: bounds memory at both ends.
    private static final int MAX_REQUEST_BYTES = 8 * 1024 * 1024;

    private final SegmentSealer sealer;

    public VaultWriter(SegmentSealer sealer) {
        this.sealer = sealer;
    }

    /// What became of one segment.
    ///
    /// @param acknowledgements at least as many as were needed
    public record Placed(SealedSegment segment, Map<MemberId, Octets> acknowledgements) {}

    /// @param custodians the whole set, in its order
    /// @param needed n - f: returns when so many have acknowledged everything
    /// @throws SalusException `CUSTODIANS_UNREACHABLE` when they do not come together in time; nothing is lost,
    /// pieces
    /// that
    ///     were placed are collected later
    public List<Placed> place(List<UnsealedSegment> segments, List<CustodianClient> custodians, int needed) {
        List<SealedSegment> sealed = seal(segments);
        BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
        for (int i = 0; i < custodians.size(); i++) {
            CustodianClient custodian = custodians.get(i);
            int place = i;
            Thread.ofVirtual().name("pieces-to-" + custodian.member()).start(() -> {
                answers.add(send(custodian, place, sealed));
            });
        }
        return collect(sealed, answers, custodians.size(), needed);
    }

    /// In parallel: a bulk import seals many segments at once.
    private List<SealedSegment> seal(List<UnsealedSegment> segments) {
        if (segments.size() == 1) {
            UnsealedSegment only = segments.getFirst();
            return List.of(sealer.seal(only.descriptor(), only.entries()));
        }
        return IntStream.range(0, segments.size())
                .parallel()
                .mapToObj(i -> sealer.seal(
                        segments.get(i).descriptor(), segments.get(i).entries()))
                .toList();
    }

    private sealed interface Answer {
        record Acknowledged(MemberId custodian, List<Octets> signatures) implements Answer {}

        record Failed(MemberId custodian, SalusException cause) implements Answer {}
    }

    private static Answer send(CustodianClient custodian, int place, List<SealedSegment> sealed) {
        try {
            List<Octets> signatures = new ArrayList<>(sealed.size());
            List<Deposit> request = new ArrayList<>();
            int bytes = 0;
            for (SealedSegment segment : sealed) {
                Deposit deposit = new Deposit(
                        segment.manifest().encoded(), segment.pieces().get(place));
                if (!request.isEmpty() && bytes + deposit.piece().fragment().length() > MAX_REQUEST_BYTES) {
                    signatures.addAll(custodian.store(request));
                    request.clear();
                    bytes = 0;
                }
                request.add(deposit);
                bytes += deposit.piece().fragment().length();
            }
            signatures.addAll(custodian.store(request));
            return new Answer.Acknowledged(custodian.member(), signatures);
        } catch (SalusException failed) {
            return new Answer.Failed(custodian.member(), failed);
        } catch (RuntimeException defect) {
            return new Answer.Failed(
                    custodian.member(), new SalusException(ErrorCode.INTERNAL, "storing pieces failed", defect));
        }
    }

    private static List<Placed> collect(
            List<SealedSegment> sealed, BlockingQueue<Answer> answers, int total, int needed) {
        Map<MemberId, List<Octets>> acknowledged = new LinkedHashMap<>();
        List<String> failures = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (acknowledged.size() < needed && failures.size() <= total - needed) {
                Answer answer = answers.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                switch (answer) {
                    case null -> throw new TimeoutException();
                    case Answer.Acknowledged(MemberId custodian, List<Octets> signatures)
                    when signatures.size() == sealed.size() -> acknowledged.put(custodian, signatures);
                    case Answer.Acknowledged(MemberId custodian, List<Octets> _) ->
                        failures.add(custodian + " (" + ErrorCode.MALFORMED + ")");
                    case Answer.Failed(MemberId custodian, SalusException cause) ->
                        failures.add(custodian + " (" + cause.code() + ")");
                }
            }
        } catch (TimeoutException _) {
            failures.add("no answer within " + PATIENCE.toSeconds() + " s");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SalusException(ErrorCode.TIMEOUT, "this node is stopping", interrupted);
        }
        if (acknowledged.size() < needed) {
            throw new SalusException(
                    ErrorCode.CUSTODIANS_UNREACHABLE,
                    acknowledged.size() + " of the " + needed + " custodians needed have the pieces; missing: "
                            + String.join(", ", failures));
        }
        return IntStream.range(0, sealed.size())
                .mapToObj(i -> new Placed(sealed.get(i), of(acknowledged, i)))
                .toList();
    }

    private static Map<MemberId, Octets> of(Map<MemberId, List<Octets>> acknowledged, int segment) {
        Map<MemberId, Octets> one = new LinkedHashMap<>();
        acknowledged.forEach((member, signatures) -> one.put(member, signatures.get(segment)));
        return one;
    }
}
