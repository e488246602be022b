package health.salus.client;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.client.api.DocumentOpening;
import health.salus.crypto.Hmac;
import health.salus.crypto.Secret;
import health.salus.kernel.Cbor;
import health.salus.kernel.CborValue;
import health.salus.kernel.Digest;
import health.salus.kernel.KeyId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.proof.MerkleTree;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.Transaction;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentProofTest {

    private static final Octets DOCUMENT = Octets.utf8("{\"resourceType\":\"Patient\",\"id\":\"p1\"}");
    private static final Octets SALT = Octets.ofHex("11".repeat(32));
    private static final Instant UPDATED = Instant.ofEpochSecond(1, 2);
    private static final Digest SIBLING = Digest.sha256(Octets.utf8("another entry"));

    /// The entry's encoding, written out by hand from docs/formats/segment.md.
    private static final Octets ENTRY = Octets.concat(
            Octets.ofHex("07"),
            Octets.utf8("Patient"),
            Octets.ofHex("02"),
            Octets.utf8("p1"),
            Octets.ofHex("0000000000000003"),
            Octets.ofHex("0000000000000001"),
            Octets.ofHex("00000002"),
            Octets.ofHex("00000024"),
            DOCUMENT);

    private final Digest root = MerkleTree.nodeHash(
            MerkleTree.leafHash(Hmac.sha256(Secret.wrap(SALT.toArray()), ENTRY).octets()), SIBLING);
    private final DocumentOpening opening = opening("p1", 3, 2, SALT);

    @Test
    void holdsForTheDocumentThatWasCommittedTo() {
        assertThat(DocumentProof.holds(transaction("records", root, 2), opening, DOCUMENT))
                .isTrue();
    }

    @Test
    void doesNotHoldForAnythingElse() {
        Transaction transaction = transaction("records", root, 2);

        assertThat(DocumentProof.holds(transaction, opening, Octets.utf8("{\"resourceType\":\"Patient\"}")))
                .isFalse();
        assertThat(DocumentProof.holds(transaction, opening("p2", 3, 2, SALT), DOCUMENT))
                .isFalse();
        assertThat(DocumentProof.holds(transaction, opening("p1", 4, 2, SALT), DOCUMENT))
                .isFalse();
        assertThat(DocumentProof.holds(transaction, opening("p1", 3, 3, SALT), DOCUMENT))
                .isFalse();
        assertThat(DocumentProof.holds(transaction, opening("p1", 3, 2, Octets.ofHex("12".repeat(32))), DOCUMENT))
                .isFalse();
        assertThat(DocumentProof.holds(transaction, opening("p1", 3, 2, Octets.concat(SALT, SALT)), DOCUMENT))
                .isFalse();
    }

    @Test
    void doesNotHoldForAnotherTransaction() {
        assertThat(DocumentProof.holds(transaction("records", SIBLING, 2), opening, DOCUMENT))
                .isFalse();
        assertThat(DocumentProof.holds(transaction("records", root, 4), opening, DOCUMENT))
                .isFalse();
        assertThat(DocumentProof.holds(transaction("supply", root, 2), opening, DOCUMENT))
                .isFalse();
    }

    private static DocumentOpening opening(String id, long version, long count, Octets salt) {
        return new DocumentOpening("Patient", id, version, UPDATED, Digest.ZERO, 0, count, salt, List.of(SIBLING));
    }

    private static Transaction transaction(String contract, Digest merkleRoot, long count) {
        CborValue segment = new CborValue.Map(List.of(
                entry("merkleRoot", new CborValue.Bytes(merkleRoot.octets())),
                entry("resourceCount", new CborValue.Int(count))));
        Octets body = Cbor.encode(new CborValue.Map(List.of(entry("segments", new CborValue.Array(List.of(segment))))));
        return new Transaction(
                Transaction.VERSION,
                new NetworkId("demo"),
                new Attestation.PrincipalSigned(new PrincipalId("a"), new KeyId("k")),
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(1),
                Octets.ofHex("00".repeat(Transaction.SALT_BYTES)),
                true,
                List.of(new Command(contract, "WriteRecords", 1, body)));
    }

    private static CborValue.Entry entry(String key, CborValue value) {
        return new CborValue.Entry(new CborValue.Text(key), value);
    }
}
