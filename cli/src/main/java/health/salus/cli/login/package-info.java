/// Who is at the keyboard: keys, logins, and the node they talk to.
@NullMarked
package health.salus.cli.login;

import org.jspecify.annotations.NullMarked;
