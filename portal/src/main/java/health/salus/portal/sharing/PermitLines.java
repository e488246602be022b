package health.salus.portal.sharing;

import health.salus.kernel.TimeSource;
import health.salus.portal.Receipts.ReceiptId;
import health.salus.portal.Sharing.Permit;
import health.salus.portal.Sharing.State;
import health.salus.portal.page.Formats;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

/// Permissions as the lines of a list.
public final class PermitLines {

    private final Terms terms;
    private final Formats formats;
    private final TimeSource time;

    public PermitLines(Terms terms, Formats formats, TimeSource time) {
        this.terms = terms;
        this.formats = formats;
        this.time = time;
    }

    /// A permission in words; `decision`, `purpose`, `state` and `attested` are ends of message keys.
    public record Line(
            String id,
            String organisation,
            String decision,
            String purpose,
            String state,
            String attested,
            List<String> kinds,
            String period,
            boolean abridged,
            String receipt) {}

    public Terms terms() {
        return terms;
    }

    public LocalDate today() {
        return formats.dayOf(time.now());
    }

    List<Line> of(List<Permit> permits, Collection<State> states) {
        return permits.stream()
                .filter(permit -> states.contains(permit.state()))
                .map(this::of)
                .toList();
    }

    Line of(Permit permit) {
        return new Line(
                permit.id(),
                permit.organisationName(),
                permit.terms().decision().name(),
                permit.terms().purpose().name(),
                permit.state().name(),
                permit.attested().name(),
                terms.kinds(permit.terms()),
                terms.period(permit.terms()),
                permit.abridged(),
                permit.receipt().map(ReceiptId::value).orElse(""));
    }
}
