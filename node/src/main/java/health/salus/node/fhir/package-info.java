/// The FHIR interface's port to the records, over this node's platform.
@NullMarked
package health.salus.node.fhir;

import org.jspecify.annotations.NullMarked;
