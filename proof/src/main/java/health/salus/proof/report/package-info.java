/// Reports against members: what a member signed, and why it cannot be true, for anybody to check offline.
@NullMarked
package health.salus.proof.report;

import org.jspecify.annotations.NullMarked;
