/// Members and networks on this machine, and the genesis that members sign.
@NullMarked
package health.salus.cli.network;

import org.jspecify.annotations.NullMarked;
