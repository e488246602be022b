/// Certificates of members, and mutual TLS that trusts exactly those a network has agreed on.
@NullMarked
package health.salus.crypto.tls;

import org.jspecify.annotations.NullMarked;
