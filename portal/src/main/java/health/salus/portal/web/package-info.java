/// The wiring of the portal: one configuration class per package of pages.
@NullMarked
package health.salus.portal.web;

import org.jspecify.annotations.NullMarked;
