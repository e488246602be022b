/// Accesses to patients' records: who had them, and opening them.
@NullMarked
package health.salus.cli.access;

import org.jspecify.annotations.NullMarked;
