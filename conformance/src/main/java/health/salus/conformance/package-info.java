/// The FHIR suite against a running node.
@NullMarked
package health.salus.conformance;

import org.jspecify.annotations.NullMarked;
