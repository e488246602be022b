/// What a patient permits and denies, compiled to one table a patient.
@NullMarked
package health.salus.contracts.consent;

import org.jspecify.annotations.NullMarked;
