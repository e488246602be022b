package health.salus.portal.world;

import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.data.attestation.authenticator.COSEKey;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.portal.Caller;
import health.salus.portal.Passkey;
import health.salus.portal.Receipts.ReceiptId;
import health.salus.portal.Refusal;
import health.salus.portal.Signing;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Verifies signatures as the ledger would, with the JDK alone, and carries out what was signed.
public final class Ledger implements Signing {

    private static final byte FLAGS_UP_AND_UV = 0x05;
    private static final int FLAGS_OFFSET = 32;
    private static final Pattern CHALLENGE = Pattern.compile("\"challenge\":\"([^\"]+)\"");
    private static final Pattern ORIGIN = Pattern.compile("\"origin\":\"([^\"]+)\"");

    private final Map<Octets, Runnable> effects = new ConcurrentHashMap<>();
    private final List<Assertion> accepted = new ArrayList<>();
    private String origin = "";

    public void origin(String expected) {
        origin = expected;
    }

    /// The assertions that were verified, in order.
    public synchronized List<Assertion> accepted() {
        return List.copyOf(accepted);
    }

    Draft draft(String words, Passkey signer, Runnable effect) {
        Octets payload = Octets.utf8(words + " at " + Instant.now());
        effects.put(payload, effect);
        return new Draft(payload, challenge(payload), signer, Instant.now().plus(Duration.ofMinutes(10)));
    }

    @Override
    public synchronized Submission submit(Caller caller, Draft draft, Assertion assertion) {
        Optional<ErrorCode> problem = check(draft, assertion);
        if (problem.isPresent()) {
            return new Submission.Refused(Refusal.of(problem.get()));
        }
        Runnable effect = effects.remove(draft.payload());
        if (effect == null) {
            return new Submission.Refused(Refusal.of(ErrorCode.REPLAYED));
        }
        effect.run();
        accepted.add(assertion);
        return new Submission.Accepted(Optional.of(new ReceiptId("entry-" + accepted.size())));
    }

    private static Octets challenge(Octets payload) {
        return Digest.sha256(Octets.utf8("salus/transaction/v1\0"), payload).octets();
    }

    /// Web Authentication Level 3, section 7.2, steps that concern one assertion.
    private Optional<ErrorCode> check(Draft draft, Assertion assertion) {
        String clientData = assertion.clientDataJson().toUtf8();
        byte[] authenticatorData = assertion.authenticatorData().toArray();
        byte[] relyingParty = Digest.sha256(Octets.utf8("localhost")).octets().toArray();
        boolean sound = clientData.contains("\"type\":\"webauthn.get\"")
                && group(CHALLENGE, clientData)
                        .equals(challenge(draft.payload()).base64Url())
                && group(ORIGIN, clientData).equals(origin)
                && Arrays.equals(relyingParty, 0, FLAGS_OFFSET, authenticatorData, 0, FLAGS_OFFSET)
                && (authenticatorData[FLAGS_OFFSET] & FLAGS_UP_AND_UV) == FLAGS_UP_AND_UV;
        return sound && verified(draft.signer().coseKey(), assertion)
                ? Optional.empty()
                : Optional.of(ErrorCode.BAD_SIGNATURE);
    }

    private static boolean verified(Octets coseKey, Assertion assertion) {
        try {
            COSEKey cose = new ObjectConverter().getCborMapper().readValue(coseKey.toArray(), COSEKey.class);
            PublicKey key = cose == null ? null : cose.getPublicKey();
            if (key == null) {
                return false;
            }
            Signature verifier = Signature.getInstance(key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "Ed25519");
            verifier.initVerify(key);
            verifier.update(assertion.authenticatorData().toArray());
            verifier.update(Digest.sha256(assertion.clientDataJson()).octets().toArray());
            return verifier.verify(assertion.signature().toArray());
        } catch (GeneralSecurityException unusable) {
            return false;
        }
    }

    private static String group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }
}
