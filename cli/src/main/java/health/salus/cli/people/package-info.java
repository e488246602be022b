/// Who is who, from the keyboard: organisations, principals and their keys, patients, and accounts.
@NullMarked
package health.salus.cli.people;

import org.jspecify.annotations.NullMarked;
