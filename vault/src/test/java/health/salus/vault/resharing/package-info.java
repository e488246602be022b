/// Moves between custodian sets, with dealers and receivers that are honest, wrong, gone or restarted.
@NullMarked
package health.salus.vault.resharing;

import org.jspecify.annotations.NullMarked;
