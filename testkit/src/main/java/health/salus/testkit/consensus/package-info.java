/// The contract that every consensus engine keeps, as tests, with what they need to be run on an engine.
@NullMarked
package health.salus.testkit.consensus;

import org.jspecify.annotations.NullMarked;
