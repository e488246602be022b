/// The consortium's own rules.
@NullMarked
package health.salus.cli.rule;

import org.jspecify.annotations.NullMarked;
