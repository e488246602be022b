/// Members, organisations, principals and their keys, patients, care relations, and links between duplicates.
@NullMarked
package health.salus.contracts.identity;

import org.jspecify.annotations.NullMarked;
