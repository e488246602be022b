package health.salus.portal.sharing;

import health.salus.portal.RecordKind;
import health.salus.portal.Sharing.Decision;
import health.salus.portal.Sharing.PermitRequest;
import health.salus.portal.page.Formats;
import health.salus.portal.page.Words;
import health.salus.portal.sign.PendingSignatures.Statement;
import java.util.Arrays;
import java.util.List;

/// The terms of a permission in the words that a person signs.
public final class Terms {

    private final Words words;
    private final Formats formats;

    public Terms(Words words, Formats formats) {
        this.words = words;
        this.formats = formats;
    }

    public List<Statement> statements(PermitRequest request, String organisation) {
        String extent = request.decision() == Decision.PERMIT ? "may-read" : "may-not-read";
        return List.of(
                new Statement("who", List.of(organisation)),
                new Statement(extent, kinds(request)),
                new Statement(
                        "why", List.of(words.of("purpose." + request.purpose().name()))),
                new Statement("when", List.of(period(request))));
    }

    /// The kinds by name, in the order of the record, or the words for all of them.
    public List<String> kinds(PermitRequest request) {
        if (request.kinds().isEmpty()) {
            return List.of(words.of("kind.everything"));
        }
        return Arrays.stream(RecordKind.values())
                .filter(request.kinds()::contains)
                .map(kind -> words.of("kind." + kind.name()))
                .toList();
    }

    public String period(PermitRequest request) {
        return words.of("terms.period", formats.day(request.from()), formats.day(request.until()));
    }
}
