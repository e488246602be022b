package health.salus.conformance.page;

import health.salus.crypto.CoseSign1;
import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.Secret;
import health.salus.crypto.SignatureAlgorithm;
import health.salus.crypto.SigningKey;
import health.salus.crypto.VerificationKey;
import health.salus.crypto.WebAuthnAssertion;
import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.proof.receipt.SmallLedger;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.Transaction;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A transaction that was signed otherwise than by an Ed25519 key: with ES256, or by a passkey.
record PasskeyCase(String name, Octets envelope, VerificationKey key) {

    private static final int DER_SEQUENCE = 0x30;
    private static final int DER_INTEGER = 0x02;

    static List<PasskeyCase> all() {
        List<PasskeyCase> cases = new ArrayList<>();
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            byte[] seed = new byte[32];
            Arrays.fill(seed, (byte) 60);
            SigningKey key = InMemorySigningKey.fromSeed(algorithm, Secret.of(seed));
            Octets payload = transaction(key).encode();
            Octets challenge = WebAuthnAssertion.challenge(Transaction.CHALLENGE_DOMAIN, payload);
            cases.add(new PasskeyCase(
                    algorithm + " by itself", CoseSign1.sign(payload, key).encode(), key.verificationKey()));
            cases.add(passkey(algorithm + " of a passkey", key, payload, "webauthn.get", challenge));
            cases.add(passkey(algorithm + " of a login", key, payload, "webauthn.get", Digest.ZERO.octets()));
            cases.add(passkey(algorithm + " of a registration", key, payload, "webauthn.create", challenge));
        }
        return cases;
    }

    private static PasskeyCase passkey(String name, SigningKey key, Octets payload, String type, Octets challenge) {
        Octets client = Octets.utf8("{\"type\":\"" + type + "\",\"challenge\":\"" + challenge.base64Url()
                + "\",\"origin\":\"https://salus.example\",\"crossOrigin\":false}");
        Octets data = Octets.concat(Digest.sha256(Octets.utf8("salus.example")).octets(), Octets.ofHex("0500000000"));
        Octets made = key.sign(Octets.concat(data, Digest.sha256(client).octets()));
        boolean es256 = key.verificationKey().algorithm() == SignatureAlgorithm.ES256;
        WebAuthnAssertion assertion = new WebAuthnAssertion(data, client, es256 ? der(made) : made);
        return new PasskeyCase(
                name,
                CoseSign1.ofAssertion(payload, key.verificationKey(), assertion).encode(),
                key.verificationKey());
    }

    private static Octets der(Octets numbers) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int at : List.of(0, 32)) {
            byte[] number = new BigInteger(1, numbers.slice(at, at + 32).toArray()).toByteArray();
            content.write(DER_INTEGER);
            content.write(number.length);
            content.writeBytes(number);
        }
        return Octets.concat(Octets.of((byte) DER_SEQUENCE, (byte) content.size()), Octets.wrap(content.toByteArray()));
    }

    private static Transaction transaction(SigningKey key) {
        return new Transaction(
                Transaction.VERSION,
                SmallLedger.NETWORK,
                new Attestation.PrincipalSigned(
                        new PrincipalId("patient-1"), key.verificationKey().id()),
                SmallLedger.TIME,
                SmallLedger.TIME.plusSeconds(60),
                Octets.ofHex("22".repeat(Transaction.SALT_BYTES)),
                false,
                List.of(new Command("consent", "give\n\u00e9", 1, Octets.EMPTY)));
    }
}
