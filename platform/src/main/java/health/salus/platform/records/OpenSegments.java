package health.salus.platform.records;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import health.salus.vault.segment.OpenedSegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Decrypted segments in memory, each under the session that opened it; nothing of them is ever on disk.
final class OpenSegments {

    /// No session lasts longer than this without being opened anew.
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final SegmentOpening vault;
    private final Cache<Key, OpenedSegment> cache;

    private record Key(Optional<SessionId> session, SegmentId segment) {}

    OpenSegments(SegmentOpening vault, long maxBytes) {
        this.vault = vault;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((Key _, OpenedSegment segment) -> bytes(segment))
                .expireAfterWrite(LIFETIME)
                .build();
    }

    private static int bytes(OpenedSegment segment) {
        return segment.entries().stream()
                .mapToInt(entry -> entry.bytes().length())
                .sum();
    }

    /// @param beforeOpening told which segments are about to be decrypted, before they are
    List<OpenedSegment> get(
            Optional<SessionId> session, List<SegmentId> segments, Consumer<List<SegmentId>> beforeOpening) {
        Map<SegmentId, OpenedSegment> found = new LinkedHashMap<>();
        List<SegmentId> missing = new ArrayList<>();
        for (SegmentId segment : segments) {
            OpenedSegment cached = cache.getIfPresent(new Key(session, segment));
            if (cached == null) {
                missing.add(segment);
            } else {
                found.put(segment, cached);
            }
        }
        if (!missing.isEmpty()) {
            beforeOpening.accept(missing);
            List<OpenedSegment> opened = vault.open(session, missing);
            for (int i = 0; i < missing.size(); i++) {
                cache.put(new Key(session, missing.get(i)), opened.get(i));
                found.put(missing.get(i), opened.get(i));
            }
        }
        return segments.stream().map(found::get).toList();
    }

    /// Forgets what a session opened: it has ended.
    void forget(SessionId session) {
        cache.asMap()
                .keySet()
                .removeIf(key -> key.session.filter(session::equals).isPresent());
    }
}
