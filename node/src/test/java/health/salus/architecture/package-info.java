/// The rules that no compiler knows, over every production class: who may depend on whom, names, sizes, standards.
@NullMarked
package health.salus.architecture;

import org.jspecify.annotations.NullMarked;
