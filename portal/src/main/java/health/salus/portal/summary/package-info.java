/// FHIR R4 resources in plain words: a title, a date and labelled facts for the types that patients meet most.
@NullMarked
package health.salus.portal.summary;

import org.jspecify.annotations.NullMarked;
