/// The verifier of receipts as one page for a browser, which needs no server.
@NullMarked
package health.salus.client.page;

import org.jspecify.annotations.NullMarked;
