package health.salus.portal.summary;

import health.salus.portal.summary.Summaries.Body;
import health.salus.portal.summary.Summary.Note;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reports, letters and plans: mostly running text.
final class DocumentFacts {

    /// A note longer than this is cut: a page is for reading, the document itself for keeping.
    private static final int MAX_NOTE_LENGTH = 20_000;

    private DocumentFacts() {}

    static Body report(Resource resource, Facts facts) {
        facts.addAll("category", resource.concepts("category"))
                .addAll("results", resource.references("result"))
                .addAll("conclusion", resource.concepts("conclusionCode"))
                .addAll("by", resource.references("performer"));
        Stream<Note> conclusion = resource.text("conclusion").map(text -> new Note("conclusion", text)).stream();
        Stream<Note> texts = resource.each("presentedForm").stream().flatMap(DocumentFacts::text);
        return Body.titled(resource.concept("code"))
                .noted(Stream.concat(conclusion, texts).toList());
    }

    static Body document(Resource resource, Facts facts) {
        facts.addAll("by", resource.references("author"))
                .add("organisation", resource.reference("custodian"))
                .add("description", resource.text("description"));
        List<Note> texts = resource.each("content").stream()
                .map(content -> content.at("attachment"))
                .flatMap(DocumentFacts::text)
                .toList();
        return Body.titled(resource.concept("type").or(() -> resource.text("description")))
                .noted(texts);
    }

    static Body carePlan(Resource resource, Facts facts) {
        facts.period("period", resource.at("period"))
                .addAll(
                        "activities",
                        resource.each("activity").stream()
                                .flatMap(activity -> activity.at("detail").concept("code").stream())
                                .toList())
                .addAll("addresses", resource.references("addresses"))
                .add("by", resource.reference("author"));
        List<String> categories = resource.concepts("category");
        Optional<String> title = resource.text("title")
                .or(() -> categories.stream()
                        .filter(c -> !c.equals("assess-plan"))
                        .findFirst());
        return Body.titled(title);
    }

    /// An attachment that is plain text, decoded; other media types are left to the raw document.
    private static Stream<Note> text(Resource attachment) {
        boolean plain = attachment
                .text("contentType")
                .filter(t -> t.startsWith("text/plain"))
                .isPresent();
        if (!plain) {
            return Stream.empty();
        }
        return attachment.text("data").flatMap(DocumentFacts::decode).map(t -> new Note("text", t)).stream();
    }

    private static Optional<String> decode(String base64) {
        try {
            String text = new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8).strip();
            return Optional.of(text.length() > MAX_NOTE_LENGTH ? text.substring(0, MAX_NOTE_LENGTH) + " …" : text);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
