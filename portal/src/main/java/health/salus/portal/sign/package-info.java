/// Review and signature of a transaction with a passkey: what you sign is what you read.
@NullMarked
package health.salus.portal.sign;

import org.jspecify.annotations.NullMarked;
