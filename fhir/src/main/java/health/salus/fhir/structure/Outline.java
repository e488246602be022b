package health.salus.fhir.structure;

import java.util.List;
import java.util.Optional;

/// A resource within a checked document: where its bytes are, and the links in it, contained resources included.
///
/// @param start the byte of its opening brace
/// @param end the byte after its closing brace
public record Outline(String type, Optional<String> id, int start, int end, List<Link> links) {}
