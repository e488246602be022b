package health.salus.fhir.structure;

import health.salus.fhir.structure.JsonBytes.Member;
import java.util.List;
import java.util.Optional;

/// A resource within a checked document: where its bytes are, its members, and the links in it, contained resources
/// included.
///
/// @param start the byte of its opening brace
/// @param end the byte after its closing brace
/// @param members in the order in which they were written
public record Outline(String type, Optional<String> id, int start, int end, List<Member> members, List<Link> links) {}
