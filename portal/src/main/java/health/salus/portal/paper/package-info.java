/// Paper consents: staff register what a patient signed on paper.
@NullMarked
package health.salus.portal.paper;

import org.jspecify.annotations.NullMarked;
