/// `/api`: what the command line and other programs ask of a node beside FHIR (docs/design/api.md). The shapes are
/// those of [health.salus.client.api], so that both ends speak of the same records.
@NullMarked
package health.salus.node.api;

import org.jspecify.annotations.NullMarked;
