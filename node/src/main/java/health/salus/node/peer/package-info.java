/// Node to node over mutual TLS: who is calling is known from the certificate that the genesis names.
@NullMarked
package health.salus.node.peer;

import org.jspecify.annotations.NullMarked;
