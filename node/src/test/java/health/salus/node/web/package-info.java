/// The node over HTTP.
@NullMarked
package health.salus.node.web;

import org.jspecify.annotations.NullMarked;
