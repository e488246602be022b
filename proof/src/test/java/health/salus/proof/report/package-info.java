/// Tests of reports against members.
@NullMarked
package health.salus.proof.report;

import org.jspecify.annotations.NullMarked;
