/// What all pages share: the frame, the signed-in visitor, formats, assets and error pages.
@NullMarked
package health.salus.portal.page;

import org.jspecify.annotations.NullMarked;
