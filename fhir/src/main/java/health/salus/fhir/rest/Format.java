package health.salus.fhir.rest;

import java.util.Locale;
import java.util.Optional;

/// The formats that resources travel in (R4 http.html#mime-type).
enum Format {
    JSON("application/fhir+json"),
    XML("application/fhir+xml");

    private final String mediaType;

    Format(String mediaType) {
        this.mediaType = mediaType;
    }

    String contentType() {
        return mediaType + ";charset=utf-8";
    }

    /// The format that a media type, or a value of `_format`, names.
    static Optional<Format> named(String text) {
        String type = text.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).replace(' ', '+');
        return switch (type) {
            case "json", "application/json", "application/fhir+json", "application/json+fhir", "text/json" ->
                Optional.of(JSON);
            case "xml", "application/xml", "application/fhir+xml", "application/xml+fhir", "text/xml" ->
                Optional.of(XML);
            default -> Optional.empty();
        };
    }

    /// The best of what an `Accept` header takes (RFC 9110 section 12.5.1), JSON where both are as good; nothing where
    /// it takes neither.
    static Optional<Format> accepted(String header) {
        double json = 0;
        double xml = 0;
        for (String range : header.split(",")) {
            String[] parts = range.split(";");
            double quality = quality(parts);
            String type = parts[0].strip();
            Optional<Format> named = named(type);
            boolean any = type.equals("*/*") || type.equals("application/*") || type.isEmpty();
            if (any || named.equals(Optional.of(JSON))) {
                json = Math.max(json, quality);
            }
            if (any || named.equals(Optional.of(XML))) {
                xml = Math.max(xml, quality);
            }
        }
        if (json == 0 && xml == 0) {
            return Optional.empty();
        }
        return Optional.of(json >= xml ? JSON : XML);
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.matches("q=[01](\\.[0-9]{0,3})?")) {
                return Double.parseDouble(parameter.substring(2));
            }
        }
        return 1;
    }
}
