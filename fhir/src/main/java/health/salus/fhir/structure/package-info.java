/// Whether bytes are a FHIR R4 resource, told from tables in one pass, and where in them the links are.
@NullMarked
package health.salus.fhir.structure;

import org.jspecify.annotations.NullMarked;
