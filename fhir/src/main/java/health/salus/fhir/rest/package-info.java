/// The FHIR R4 REST interface: requests routed, formats negotiated, answers written as bytes.
@NullMarked
package health.salus.fhir.rest;

import org.jspecify.annotations.NullMarked;
