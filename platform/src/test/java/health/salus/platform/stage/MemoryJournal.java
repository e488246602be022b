package health.salus.platform.stage;

import health.salus.kernel.ErrorCode;
import health.salus.platform.audit.DisclosureJournal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A journal that outlives its reporter, as the node's disk outlives the node.
public final class MemoryJournal implements DisclosureJournal {

    private final Map<Long, Entry> entries = new TreeMap<>();
    private final Map<Long, Entry> aside = new TreeMap<>();
    private Optional<Report> underWay = Optional.empty();
    private long next;
    private long forced;

    @Override
    public void append(Entry entry, boolean forced) {
        entries.put(next++, entry);
        this.forced += forced ? 1 : 0;
    }

    /// How many entries were forced to the disk.
    public long forced() {
        return forced;
    }

    @Override
    public List<Numbered> unreported(int limit) {
        return entries.entrySet().stream()
                .limit(limit)
                .map(each -> new Numbered(each.getKey(), each.getValue()))
                .toList();
    }

    @Override
    public Optional<Report> underWay() {
        return underWay;
    }

    @Override
    public void begin(Report report) {
        underWay = Optional.of(report);
    }

    @Override
    public void reported(List<Long> numbers) {
        numbers.forEach(entries::remove);
        underWay = Optional.empty();
    }

    @Override
    public void abandon() {
        underWay = Optional.empty();
    }

    @Override
    public void setAside(List<Long> numbers, ErrorCode refusal) {
        for (Long number : numbers) {
            Optional.ofNullable(entries.remove(number)).ifPresent(entry -> aside.put(number, entry));
        }
        underWay = Optional.empty();
    }

    @Override
    public long refused() {
        return aside.size();
    }

    /// What was set aside.
    public List<Entry> aside() {
        return List.copyOf(aside.values());
    }
}
