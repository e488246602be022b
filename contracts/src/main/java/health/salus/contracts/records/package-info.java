/// Which resource has which version in which segment, checked by compare-and-set; never what it says.
@NullMarked
package health.salus.contracts.records;

import org.jspecify.annotations.NullMarked;
