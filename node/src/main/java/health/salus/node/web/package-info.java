/// The web application of a node: what HTTP reaches, composed over a running [health.salus.node.NodeRuntime].
@NullMarked
package health.salus.node.web;

import org.jspecify.annotations.NullMarked;
