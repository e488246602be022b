/// What one node keeps for itself, beside the ledger and the pieces: its outbox and its journal of disclosures.
@NullMarked
package health.salus.node.local;

import org.jspecify.annotations.NullMarked;
