/// Where old blocks go: a directory, or a store that speaks S3. Neither is trusted with more than keeping them.
@NullMarked
package health.salus.archive;

import org.jspecify.annotations.NullMarked;
