/// FHIR R4 search over JSON trees: queries read strictly, compiled to walks, and compared as the search page says.
@NullMarked
package health.salus.fhir.search;

import org.jspecify.annotations.NullMarked;
