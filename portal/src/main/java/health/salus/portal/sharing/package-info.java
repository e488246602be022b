/// What a patient shares: the list of permissions, giving one, taking one back.
@NullMarked
package health.salus.portal.sharing;

import org.jspecify.annotations.NullMarked;
