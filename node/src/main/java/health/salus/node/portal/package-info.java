/// What the portal's pages ask for, from this node's ledger, records and sessions (docs/design/portal.md).
@NullMarked
package health.salus.node.portal;

import org.jspecify.annotations.NullMarked;
