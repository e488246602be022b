/// Who saw what: the accesses to a patient's record and the refusals.
@NullMarked
package health.salus.portal.access;

import org.jspecify.annotations.NullMarked;
