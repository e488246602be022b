package health.salus.proof;

import health.salus.crypto.MlDsaKey;
import health.salus.crypto.SignatureAlgorithm;
import health.salus.kernel.Octets;

/// The two kinds of cosignatures (C2SP tlog-cosignature, "Format"): each member makes both.
public enum CosignatureKind {
    /// Small and fast: what makes a checkpoint final within the network, and what receipts carry.
    ED25519("Ed25519", 0x04, SignatureAlgorithm.SIGNATURE_BYTES),
    /// What still holds when a quantum computer forges the other kind.
    ML_DSA_44("ML-DSA-44", 0x06, MlDsaKey.SIGNATURE_BYTES);

    private final String title;
    private final byte type;
    private final int signatureBytes;

    CosignatureKind(String title, int type, int signatureBytes) {
        this.title = title;
        this.type = (byte) type;
        this.signatureBytes = signatureBytes;
    }

    /// As the standards call the algorithm.
    public String title() {
        return title;
    }

    /// The byte that stands before the key in key hashes and verifier keys (C2SP signed-note, "Signature types").
    Octets type() {
        return Octets.of(type);
    }

    int signatureBytes() {
        return signatureBytes;
    }
}
