/// A patient's record as pages: overview, timeline, one document, its source.
@NullMarked
package health.salus.portal.record;

import org.jspecify.annotations.NullMarked;
