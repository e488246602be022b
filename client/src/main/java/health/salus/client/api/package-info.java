/// The shapes that `/api` answers and accepts, one record each; docs/design/api.md describes them.
@NullMarked
package health.salus.client.api;

import org.jspecify.annotations.NullMarked;
