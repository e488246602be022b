/// The vault between members: custodians that check sessions on their own ledger, reached over the peer port.
@NullMarked
package health.salus.node.custody;

import org.jspecify.annotations.NullMarked;
