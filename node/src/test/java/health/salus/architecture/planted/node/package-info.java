/// Planted: the guards must find what is wrong here.
@NullMarked
package health.salus.architecture.planted.node;

import org.jspecify.annotations.NullMarked;
