package health.salus.proof.transaction;

import health.salus.crypto.CoseSign1;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;

/// A transaction in its COSE_Sign1 envelope (RFC 9052 section 4.2). Parsing checks the form only; whether the signature
/// holds is for who knows the keys.
public record SignedTransaction(Octets envelope, CoseSign1 signature, Transaction transaction, Digest id) {

    public static SignedTransaction parse(Octets envelope) {
        if (envelope.length() > Transaction.MAX_BYTES) {
            throw new SalusException(
                    ErrorCode.TOO_LARGE,
                    "transaction of " + envelope.length() + " bytes; the limit is " + Transaction.MAX_BYTES);
        }
        CoseSign1 signature = CoseSign1.parse(envelope);
        return new SignedTransaction(
                envelope, signature, Transaction.decode(signature.payload()), Transaction.id(signature.payload()));
    }

    /// What the public log says of the transaction: nothing, to who does not hold it.
    public Digest saltedDigest() {
        return Digest.sha256(transaction.salt(), envelope);
    }
}
