/// What the FHIR interface asks of the records behind it: one port, and the values that cross it.
@NullMarked
package health.salus.fhir.record;

import org.jspecify.annotations.NullMarked;
