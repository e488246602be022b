/// Tests of the client against a scripted node.
@NullMarked
package health.salus.client;

import org.jspecify.annotations.NullMarked;
