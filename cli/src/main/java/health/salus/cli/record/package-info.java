/// Patients' records: import, reading, writing, search.
@NullMarked
package health.salus.cli.record;

import org.jspecify.annotations.NullMarked;
