/// Who is meant: the principals and organisations of the ledger, and the FHIR resources that describe them.
@NullMarked
package health.salus.fhir.party;

import org.jspecify.annotations.NullMarked;
