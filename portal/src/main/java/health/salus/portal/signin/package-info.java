/// Signing in and out: passwords, passkeys, their limits, and the security headers of every page.
@NullMarked
package health.salus.portal.signin;

import org.jspecify.annotations.NullMarked;
