/// Records for the FHIR interface, on nodes with every real part.
@NullMarked
package health.salus.node.fhir;

import org.jspecify.annotations.NullMarked;
