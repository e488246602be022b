/// Tests of a node's reports against members.
@NullMarked
package health.salus.node.report;

import org.jspecify.annotations.NullMarked;
