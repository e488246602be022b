/// What patients permit and withdraw, signed here.
@NullMarked
package health.salus.cli.consent;

import org.jspecify.annotations.NullMarked;
