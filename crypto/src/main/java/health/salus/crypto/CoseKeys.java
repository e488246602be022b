package health.salus.crypto;

import health.salus.kernel.Cbor;
import health.salus.kernel.CborValue;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.util.ArrayList;
import java.util.List;

/// COSE_Key of the two algorithms (RFC 9053 section 7), in deterministic CBOR only.
final class CoseKeys {

    private static final long KTY = 1;
    private static final long ALG = 3;
    private static final long CRV = -1;
    private static final long X = -2;
    private static final long Y = -3;

    private static final long KTY_OKP = 1;
    private static final long KTY_EC2 = 2;
    private static final long CRV_P256 = 1;
    private static final long CRV_ED25519 = 6;

    /// An EC2 key takes 77 bytes; whatever is longer is something else.
    private static final int LIMIT_BYTES = 128;

    private CoseKeys() {}

    static Octets encode(VerificationKey key) {
        boolean ed25519 = key.algorithm() == SignatureAlgorithm.ED25519;
        List<CborValue.Entry> entries = new ArrayList<>();
        entries.add(entry(KTY, new CborValue.Int(ed25519 ? KTY_OKP : KTY_EC2)));
        entries.add(entry(ALG, new CborValue.Int(key.algorithm().coseId())));
        entries.add(entry(CRV, new CborValue.Int(ed25519 ? CRV_ED25519 : CRV_P256)));
        entries.add(entry(X, key.half(0)));
        if (!ed25519) {
            entries.add(entry(Y, key.half(1)));
        }
        return Cbor.encode(new CborValue.Map(entries));
    }

    static VerificationKey decode(Octets coseKey) {
        if (!(Cbor.decode(coseKey, LIMIT_BYTES) instanceof CborValue.Map map)) {
            throw malformed("a COSE_Key is a map");
        }
        SignatureAlgorithm algorithm = SignatureAlgorithm.ofCoseId(integer(map, ALG));
        VerificationKey key = switch (algorithm) {
            case ED25519 -> VerificationKey.ed25519(bytes(map, X));
            case ES256 -> new VerificationKey(algorithm, Octets.concat(coordinate(map, X), coordinate(map, Y)));
        };
        // Key type, curve and the absence of further labels (such as a private key) follow from the one encoding
        // there is.
        if (!encode(key).equals(coseKey)) {
            throw malformed("the COSE_Key has a wrong key type or curve, or labels beyond kty, alg, crv, x and y");
        }
        return key;
    }

    private static Octets coordinate(CborValue.Map map, long label) {
        Octets coordinate = bytes(map, label);
        if (coordinate.length() != 32) {
            throw malformed("a coordinate of a P-256 key has 32 bytes");
        }
        return coordinate;
    }

    private static Octets bytes(CborValue.Map map, long label) {
        return switch (map.get(label).orElse(null)) {
            case CborValue.Bytes(Octets value) -> value;
            case null, default -> throw malformed("the COSE_Key lacks the byte string " + label);
        };
    }

    private static long integer(CborValue.Map map, long label) {
        return switch (map.get(label).orElse(null)) {
            case CborValue.Int(long value) -> value;
            case null, default -> throw malformed("the COSE_Key lacks the integer " + label);
        };
    }

    private static CborValue.Entry entry(long label, CborValue value) {
        return new CborValue.Entry(new CborValue.Int(label), value);
    }

    private static SalusException malformed(String detail) {
        return new SalusException(ErrorCode.MALFORMED, detail);
    }
}
