/// The signed command and what became of it: the formats that a client, a node and a verifier share
/// (docs/formats/transaction.md).
@NullMarked
package health.salus.proof.transaction;

import org.jspecify.annotations.NullMarked;
