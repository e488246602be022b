/// A network in memory on which the contracts are tried.
@NullMarked
package health.salus.contracts.stage;

import org.jspecify.annotations.NullMarked;
