/// The clinician's desk: find a patient, open the record for a purpose, read within the permission.
@NullMarked
package health.salus.portal.desk;

import org.jspecify.annotations.NullMarked;
