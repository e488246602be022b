/// Requests to write, alone or in Bundles: taken apart by byte offsets, planned, and turned into changes.
@NullMarked
package health.salus.fhir.bundle;

import org.jspecify.annotations.NullMarked;
