@NullMarked
package health.salus.cli.network;

import org.jspecify.annotations.NullMarked;
