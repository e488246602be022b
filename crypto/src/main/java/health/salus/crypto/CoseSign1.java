package health.salus.crypto;

import health.salus.kernel.Cbor;
import health.salus.kernel.CborValue;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.KeyId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A payload and one signature over it: COSE_Sign1 (RFC 9052 section 4.2), tagged, in deterministic CBOR.
///
/// Either a key signed the structure of RFC 9052 section 4.4, or a passkey signed a challenge that was derived from
/// the payload; then the assertion stands in the unprotected header under `webauthn`, and no other unprotected
/// header is accepted.
///
/// @param protectedHeader the encoded map: at least the algorithm (label 1) and the key's id (label 4)
/// @param assertion what a passkey signed; absent when the key signed the envelope itself
public record CoseSign1(
        Octets protectedHeader, Optional<WebAuthnAssertion> assertion, Octets payload, Octets signature) {

    /// Larger than any payload of Salus; formats with a smaller limit check it themselves.
    public static final int LIMIT_BYTES = 16 * 1024 * 1024;

    private static final long TAG = 18;
    private static final long LABEL_ALG = 1;
    private static final long LABEL_CRIT = 2;
    private static final long LABEL_KID = 4;
    private static final String CONTEXT = "Signature1";
    private static final CborValue.Map NO_HEADER = new CborValue.Map(List.of());

    public CoseSign1 {
        CborValue.Map header = header(protectedHeader);
        algorithm(header);
        keyId(header);
        if (header.get(LABEL_CRIT).isPresent()) {
            // RFC 9052 section 3.1: who does not understand a critical header refuses the message; none is defined
            // here.
            throw malformed("the envelope has critical headers");
        }
    }

    public static CoseSign1 sign(Octets payload, SigningKey key) {
        return sign(payload, key, NO_HEADER);
    }

    /// @param extra further protected headers; not the algorithm nor the key's id, which come from the key
    public static CoseSign1 sign(Octets payload, SigningKey key, CborValue.Map extra) {
        Octets header = header(key.verificationKey(), extra);
        Octets signature = key.sign(toBeSigned(header, payload));
        return new CoseSign1(header, Optional.empty(), payload, signature);
    }

    /// An envelope whose signature a passkey made, over a challenge derived from the payload.
    public static CoseSign1 ofAssertion(Octets payload, VerificationKey key, WebAuthnAssertion assertion) {
        return new CoseSign1(header(key, NO_HEADER), Optional.of(assertion), payload, assertion.signature());
    }

    public static CoseSign1 parse(Octets encoded) {
        if (!(Cbor.decode(encoded, LIMIT_BYTES) instanceof CborValue.Tag(long tag, CborValue.Array(var items)))
                || tag != TAG
                || items.size() != 4) {
            throw malformed("a COSE_Sign1 is an array of four under tag 18");
        }
        if (!(items.get(0) instanceof CborValue.Bytes(Octets protectedHeader))
                || !(items.get(1) instanceof CborValue.Map unprotected)
                || !(items.get(2) instanceof CborValue.Bytes(Octets payload))
                || !(items.get(3) instanceof CborValue.Bytes(Octets signature))) {
            throw malformed("the unprotected header is a map, the other three are byte strings");
        }
        return new CoseSign1(protectedHeader, WebAuthnAssertion.ofHeader(unprotected, signature), payload, signature);
    }

    public Octets encode() {
        CborValue.Map unprotected = assertion.map(WebAuthnAssertion::toHeader).orElse(NO_HEADER);
        return Cbor.encode(new CborValue.Tag(
                TAG,
                new CborValue.Array(List.of(
                        new CborValue.Bytes(protectedHeader),
                        unprotected,
                        new CborValue.Bytes(payload),
                        new CborValue.Bytes(signature)))));
    }

    public SignatureAlgorithm algorithm() {
        return algorithm(header(protectedHeader));
    }

    public KeyId keyId() {
        return keyId(header(protectedHeader));
    }

    /// True if this key is the named one and signed the envelope itself. An assertion is never accepted here:
    /// verify it with [WebAuthnAssertion#verify], against the challenge that the payload's domain prescribes.
    public boolean verify(VerificationKey key) {
        return assertion.isEmpty()
                && key.algorithm() == algorithm()
                && key.id().equals(keyId())
                && key.verify(toBeSigned(protectedHeader, payload), signature);
    }

    /// Sig_structure of RFC 9052 section 4.4, without external data.
    static Octets toBeSigned(Octets protectedHeader, Octets payload) {
        return Cbor.encode(new CborValue.Array(List.of(
                new CborValue.Text(CONTEXT),
                new CborValue.Bytes(protectedHeader),
                new CborValue.Bytes(Octets.EMPTY),
                new CborValue.Bytes(payload))));
    }

    private static Octets header(VerificationKey key, CborValue.Map extra) {
        List<CborValue.Entry> entries = new ArrayList<>(extra.entries());
        entries.add(new CborValue.Entry(
                new CborValue.Int(LABEL_ALG), new CborValue.Int(key.algorithm().coseId())));
        entries.add(new CborValue.Entry(
                new CborValue.Int(LABEL_KID),
                new CborValue.Bytes(Octets.ofHex(key.id().value()))));
        return Cbor.encode(new CborValue.Map(entries));
    }

    private static CborValue.Map header(Octets encoded) {
        if (Cbor.decode(encoded, LIMIT_BYTES) instanceof CborValue.Map header) {
            return header;
        }
        throw malformed("the protected header is a map");
    }

    private static SignatureAlgorithm algorithm(CborValue.Map header) {
        if (header.get(LABEL_ALG).orElse(null) instanceof CborValue.Int(long coseId)) {
            return SignatureAlgorithm.ofCoseId(coseId);
        }
        throw malformed("the protected header lacks the algorithm");
    }

    private static KeyId keyId(CborValue.Map header) {
        if (header.get(LABEL_KID).orElse(null) instanceof CborValue.Bytes(Octets id)) {
            return new KeyId(id.hex());
        }
        throw malformed("the protected header lacks the key's id");
    }

    private static SalusException malformed(String detail) {
        return new SalusException(ErrorCode.MALFORMED, detail);
    }
}
