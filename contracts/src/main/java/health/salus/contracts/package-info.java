/// Each domain's rules, as pure functions of state and command.
@NullMarked
package health.salus.contracts;

import org.jspecify.annotations.NullMarked;
