/// Rules of the consortium, as people write them in files and as members propose them.
@NullMarked
package health.salus.client.rule;

import org.jspecify.annotations.NullMarked;
