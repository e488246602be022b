/// Tests of mutual TLS.
@NullMarked
package health.salus.crypto.tls;

import org.jspecify.annotations.NullMarked;
