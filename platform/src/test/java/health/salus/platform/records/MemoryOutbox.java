package health.salus.platform.records;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An outbox that ends with its process, for tests of what stands around it.
final class MemoryOutbox implements Outbox {

    private final Map<Digest, Promise> promises = new TreeMap<>();

    @Override
    public Optional<Promise> find(Digest key) {
        return Optional.ofNullable(promises.get(key));
    }

    @Override
    public void put(Waiting entry, List<Digest> also) {
        promises.put(entry.key(), entry);
        also.forEach(key -> promises.put(key, entry));
    }

    @Override
    public void begin(Digest key, Digest request) {
        promises.put(key, new Settled(request, Octets.EMPTY));
    }

    @Override
    public void settle(Digest key) {
        find(key).ifPresent(found -> promises.put(key, new Settled(found.request(), found.result())));
    }

    @Override
    public void forget(Digest key) {
        promises.remove(key);
    }

    @Override
    public List<Waiting> unsettled() {
        return promises.values().stream()
                .filter(Waiting.class::isInstance)
                .map(Waiting.class::cast)
                .toList();
    }

    @Override
    public void forgetOld() {}
}
