/// Clinical records, consent and care as FHIR resources.
@NullMarked
package health.salus.fhir;

import org.jspecify.annotations.NullMarked;
