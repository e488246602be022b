/// What every contract is written with: typed places in the state, paged lists, commands and refusals.
@NullMarked
package health.salus.contracts.rules;

import org.jspecify.annotations.NullMarked;
