/// Reports against members that signed what cannot be true, made of what this node has noticed.
@NullMarked
package health.salus.node.report;

import org.jspecify.annotations.NullMarked;
