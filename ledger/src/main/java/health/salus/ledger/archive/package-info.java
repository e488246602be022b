/// Old blocks outside of the ledger's own store: the port of an archive, and reading from it as if they were still
/// here.
@NullMarked
package health.salus.ledger.archive;

import org.jspecify.annotations.NullMarked;
