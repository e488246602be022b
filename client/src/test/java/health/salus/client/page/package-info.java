@NullMarked
package health.salus.client.page;

import org.jspecify.annotations.NullMarked;
