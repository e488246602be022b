/// Reports against members: fetched, and verified.
@NullMarked
package health.salus.cli.report;

import org.jspecify.annotations.NullMarked;
