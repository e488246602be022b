/// The programs that turn HL7's R4 definitions into the tables that the module ships.
@NullMarked
package health.salus.fhir.definitions;

import org.jspecify.annotations.NullMarked;
