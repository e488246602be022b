/// Web pages for patients, clinicians and staff, and the ports through which they reach the rest of the node.
///
/// The ports are small interfaces with value records inside. The node implements them over the platform; nothing here
/// knows where a record lies or how a transaction is ordered.
@NullMarked
package health.salus.portal;

import org.jspecify.annotations.NullMarked;
