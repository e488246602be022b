/// Tests of the demo's story.
@NullMarked
package health.salus.node.demo;

import org.jspecify.annotations.NullMarked;
