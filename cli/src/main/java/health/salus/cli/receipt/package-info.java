/// Receipts: fetching, reading and verifying them.
@NullMarked
package health.salus.cli.receipt;

import org.jspecify.annotations.NullMarked;
