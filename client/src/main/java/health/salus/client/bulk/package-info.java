/// Import of many files: in order of what refers to what, several at a time, resumable.
@NullMarked
package health.salus.client.bulk;

import org.jspecify.annotations.NullMarked;
