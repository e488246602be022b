/// Resources that the ledger speaks of itself: consents as they are enforced, and what happened to records.
@NullMarked
package health.salus.fhir.ledger;

import org.jspecify.annotations.NullMarked;
