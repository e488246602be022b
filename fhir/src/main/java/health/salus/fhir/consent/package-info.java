/// FHIR R4 Consent resources as rules that the consent contract enforces, and back: what cannot be enforced as it is
/// written is refused with its place, never widened.
@NullMarked
package health.salus.fhir.consent;

import org.jspecify.annotations.NullMarked;
