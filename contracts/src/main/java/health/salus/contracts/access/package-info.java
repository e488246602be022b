/// Access sessions, what custodians ask of them, and the disclosures and denials that the patient sees.
@NullMarked
package health.salus.contracts.access;

import org.jspecify.annotations.NullMarked;
