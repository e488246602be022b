/// Tests of the commands, each run as a person would, against a scripted node.
@NullMarked
package health.salus.cli;

import org.jspecify.annotations.NullMarked;
