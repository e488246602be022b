/// What a proven value of the ledger's state means. The contracts' own records are not visible here; a test in `node`
/// holds
/// the two to the same keys and bytes.
@NullMarked
package health.salus.client.state;

import org.jspecify.annotations.NullMarked;
