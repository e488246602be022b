/// An archive in memory that can fail, and the contract that every archive of old blocks keeps.
@NullMarked
package health.salus.testkit.archive;

import org.jspecify.annotations.NullMarked;
