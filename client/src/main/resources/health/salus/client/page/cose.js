// A signed transaction: COSE_Sign1 (RFC 9052 section 4.2), by a key itself or by a passkey's assertion.

const COSE_LIMIT = 16 * 1024 * 1024;
const CHALLENGE_DOMAIN = "salus/transaction/v1";

function coseHeader(encoded) {
  const header = decodeCbor(encoded, COSE_LIMIT);
  if (!(header instanceof Map)) {
    throw new Unreadable("the protected header is a map");
  }
  const algorithm = coseAlgorithm(header.get(1n));
  const keyId = header.get(4n);
  if (!(keyId instanceof Uint8Array)) {
    throw new Unreadable("the protected header lacks the key's id");
  }
  if (header.has(2n)) {
    throw new Unreadable("the envelope has critical headers");
  }
  return { algorithm, keyId: identifier(hex(keyId)) };
}

function assertionOf(header) {
  if (header.size === 0) {
    return undefined;
  }
  const parts = header.get("webauthn");
  const formed = header.size === 1 && Array.isArray(parts) && parts.length === 2;
  if (!formed || !parts.every((part) => part instanceof Uint8Array)) {
    throw new Unreadable("the unprotected header is empty or holds one assertion");
  }
  if (parts[0].length > 1024 || parts[1].length > 4096) {
    throw new Unreadable("an assertion has at most 1024 bytes of authenticator data and 4096 of client data", "TOO_LARGE");
  }
  return { authenticatorData: parts[0], clientData: parts[1] };
}

async function signedTransaction(envelope) {
  if (envelope.length > MAX_TRANSACTION) {
    throw new Unreadable("a transaction has at most " + MAX_TRANSACTION + " bytes", "TOO_LARGE");
  }
  const tagged = decodeCbor(envelope, COSE_LIMIT);
  const items = tagged?.tag === 18n ? tagged.content : undefined;
  if (!Array.isArray(items) || items.length !== 4) {
    throw new Unreadable("a COSE_Sign1 is an array of four under tag 18");
  }
  const [header, unprotected, payload, signature] = items;
  const bytes = [header, payload, signature].every((item) => item instanceof Uint8Array);
  if (!bytes || !(unprotected instanceof Map)) {
    throw new Unreadable("the unprotected header is a map, the other three are byte strings");
  }
  return {
    envelope,
    header,
    ...coseHeader(header),
    assertion: assertionOf(unprotected),
    payload,
    signature,
    transaction: transaction(payload),
    id: hex(await sha256(payload)),
  };
}

/** Whether this key made the signature; for a passkey, over this transaction's challenge. */
async function isSignedBy(signed, key) {
  if (signed.assertion !== undefined) {
    return assertionIsBy(signed, key);
  }
  if (key.algorithm !== signed.algorithm || key.id !== signed.keyId) {
    return false;
  }
  const structure = concat(
    cborHead(4, 4),
    cborText("Signature1"),
    cborOctets(signed.header),
    cborOctets(EMPTY),
    cborOctets(signed.payload),
  );
  return verifySignature(key, structure, signed.signature);
}

/** Web Authentication Level 3 section 7.2, steps 11, 12, 20 and 21: the site was for the members to check. */
async function assertionIsBy(signed, key) {
  const { authenticatorData, clientData } = signed.assertion;
  let client;
  try {
    client = JSON.parse(textOf(clientData));
  } catch {
    return false;
  }
  const challenge = base64Url(await sha256(utf8(CHALLENGE_DOMAIN + "\0"), signed.payload));
  const formed = typeof client?.origin === "string" && ["undefined", "boolean"].includes(typeof client.crossOrigin);
  if (!formed || client.type !== "webauthn.get" || client.challenge !== challenge) {
    return false;
  }
  const message = concat(authenticatorData, await sha256(clientData));
  const signature = key.algorithm === "ES256" ? fixedLengthOf(signed.signature) : signed.signature;
  return signature !== undefined && verifySignature(key, message, signature);
}
