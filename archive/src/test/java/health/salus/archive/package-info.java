/// The contract of archives, kept by each of them.
@NullMarked
package health.salus.archive;

import org.jspecify.annotations.NullMarked;
