/// Who keeps pieces, under which conditions they come out again, and how authors and readers deal with several
/// custodians.
@NullMarked
package health.salus.vault.custody;

import org.jspecify.annotations.NullMarked;
