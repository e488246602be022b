/// The demo: a story of one patient and two hospitals, told on the console while it really happens.
@NullMarked
package health.salus.node.demo;

import org.jspecify.annotations.NullMarked;
