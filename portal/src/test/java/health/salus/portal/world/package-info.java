/// A small invented world behind the portal's ports, in memory.
@NullMarked
package health.salus.portal.world;

import org.jspecify.annotations.NullMarked;
