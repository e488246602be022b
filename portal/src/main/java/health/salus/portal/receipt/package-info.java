/// Receipts: handed out to those concerned, checked for everybody.
@NullMarked
package health.salus.portal.receipt;

import org.jspecify.annotations.NullMarked;
