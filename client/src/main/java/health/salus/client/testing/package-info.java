/// A node that answers what a test tells it to, for tests of what talks to nodes.
@NullMarked
package health.salus.client.testing;

import org.jspecify.annotations.NullMarked;
