/// What other people's clients and data ask of a whole node.
@NullMarked
package health.salus.conformance;

import org.jspecify.annotations.NullMarked;
