/// What happened to a record as FHIR R4 AuditEvents in the shape of IHE BALP, and Provenance of what was written.
@NullMarked
package health.salus.fhir.audit;

import org.jspecify.annotations.NullMarked;
