package health.salus.conformance.page;

import health.salus.client.api.ApiJson;
import health.salus.client.api.DocumentOpening;
import health.salus.crypto.CoseSign1;
import health.salus.crypto.Hmac;
import health.salus.crypto.Secret;
import health.salus.kernel.Cbor;
import health.salus.kernel.CborValue;
import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.proof.MerkleTree;
import health.salus.proof.receipt.SmallLedger;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.CommandOutcome;
import health.salus.proof.transaction.Outcome;
import health.salus.proof.transaction.Transaction;
import java.util.List;
import java.util.Optional;

/// A document that a transaction committed to, in a segment with one other.
record DocumentCase(String receipt, String opening, String document) {

    private static final String DOCUMENT = "{\"resourceType\":\"Patient\",\"id\":\"p1\"}";
    private static final Octets SALT = Octets.ofHex("11".repeat(32));
    private static final Digest SIBLING = Digest.sha256(Octets.utf8("another entry"));

    static DocumentCase make() {
        Digest own = MerkleTree.leafHash(
                Hmac.sha256(Secret.wrap(SALT.toArray()), entry()).octets());
        Octets envelope = CoseSign1.sign(
                        transaction(MerkleTree.nodeHash(own, SIBLING)).encode(), SmallLedger.AUTHOR)
                .encode();
        Octets outcome =
                Outcome.of(List.of(CommandOutcome.Accepted.NOTHING_TO_SAY)).encode();
        DocumentOpening opening = new DocumentOpening(
                "Patient", "p1", 3, SmallLedger.TIME.plusNanos(20_000_000), Digest.ZERO, 0, 2, SALT, List.of(SIBLING));
        return new DocumentCase(
                PageCases.alone(envelope, outcome, Optional.of(SmallLedger.AUTHOR.verificationKey()))
                        .format(),
                Octets.wrap(ApiJson.write(opening)).toUtf8(),
                DOCUMENT);
    }

    /// Written out by hand from docs/formats/segment.md.
    private static Octets entry() {
        return Octets.concat(
                Octets.ofHex("07"),
                Octets.utf8("Patient"),
                Octets.ofHex("02"),
                Octets.utf8("p1"),
                Octets.ofHex("0000000000000003"),
                Octets.ofHex("0000000069a40e20"),
                Octets.ofHex("01312d00"),
                Octets.ofHex("00000024"),
                Octets.utf8(DOCUMENT));
    }

    private static Transaction transaction(Digest merkleRoot) {
        CborValue segment = map(
                entry("merkleRoot", new CborValue.Bytes(merkleRoot.octets())),
                entry("resourceCount", new CborValue.Int(2)));
        Octets body = Cbor.encode(map(entry("segments", new CborValue.Array(List.of(segment)))));
        return new Transaction(
                Transaction.VERSION,
                SmallLedger.NETWORK,
                new Attestation.PrincipalSigned(
                        new PrincipalId("doctor"),
                        SmallLedger.AUTHOR.verificationKey().id()),
                SmallLedger.TIME,
                SmallLedger.TIME.plusSeconds(60),
                Octets.ofHex("00".repeat(Transaction.SALT_BYTES)),
                true,
                List.of(new Command("records", "WriteRecords", 1, body)));
    }

    private static CborValue.Map map(CborValue.Entry... entries) {
        return new CborValue.Map(List.of(entries));
    }

    private static CborValue.Entry entry(String key, CborValue value) {
        return new CborValue.Entry(new CborValue.Text(key), value);
    }
}
