// Public keys and signatures. Signatures are for WebCrypto to check; which keys are sound is checked here, since it does
// not say.

const SIGNATURE_BYTES = 64;
const ML_DSA_KEY_BYTES = 1312;
const ML_DSA_SIGNATURE_BYTES = 2420;

// Edwards25519 (RFC 8032 section 5.1).
const P = (1n << 255n) - 19n;
const ORDER = (1n << 252n) + 27742317777372353535851937790883648493n;
const MINUS_ONE_ROOT = power(2n, (P - 1n) / 4n);
const EDWARDS_D = mod(-121665n * power(121666n, P - 2n));

function mod(a) {
  const rest = a % P;
  return rest < 0n ? rest + P : rest;
}

function power(base, exponent) {
  let result = 1n;
  for (let square = mod(base); exponent > 0n; exponent >>= 1n, square = mod(square * square)) {
    if (exponent & 1n) {
      result = mod(result * square);
    }
  }
  return result;
}

/** Section 5.1.3; undefined for what is no canonical point. */
function edwardsPoint(encoded) {
  let y = BigInt("0x" + hex(Uint8Array.from(encoded).reverse()));
  const odd = y >> 255n;
  y &= (1n << 255n) - 1n;
  if (y >= P) {
    return undefined;
  }
  const u = mod(y * y - 1n);
  const v = mod(EDWARDS_D * y * y + 1n);
  let x = mod(u * power(v, 3n) * power(u * power(v, 7n), (P - 5n) / 8n));
  if (mod(v * x * x) === mod(-u)) {
    x = mod(x * MINUS_ONE_ROOT);
  }
  if (mod(v * x * x) !== u || (x === 0n && odd === 1n)) {
    return undefined;
  }
  if ((x & 1n) !== odd) {
    x = mod(-x);
  }
  return { x, y, z: 1n, t: mod(x * y) };
}

/** Section 5.1.4; complete, so that it doubles as well. */
function edwardsAdd(a, b) {
  const e0 = mod((a.y - a.x) * (b.y - b.x));
  const e1 = mod((a.y + a.x) * (b.y + b.x));
  const c = mod(2n * a.t * b.t * EDWARDS_D);
  const d = mod(2n * a.z * b.z);
  const e = e1 - e0;
  const f = d - c;
  const g = d + c;
  const h = e1 + e0;
  return { x: mod(e * f), y: mod(g * h), z: mod(f * g), t: mod(e * h) };
}

function isNeutral(point) {
  return point.x === 0n && point.y === point.z;
}

/** Canonical, on the curve, and of prime order. */
function isSoundEd25519(encoded) {
  const point = edwardsPoint(encoded);
  if (point === undefined || isNeutral(point)) {
    return false;
  }
  let sum = { x: 0n, y: 1n, z: 1n, t: 0n };
  for (let bit = 252n; bit >= 0n; bit--) {
    sum = edwardsAdd(sum, sum);
    if ((ORDER >> bit) & 1n) {
      sum = edwardsAdd(sum, point);
    }
  }
  return isNeutral(sum);
}

const SOUND = new Map();

function ed25519Key(encoded) {
  const name = hex(encoded);
  if (!SOUND.has(name)) {
    SOUND.set(name, encoded.length === 32 && isSoundEd25519(encoded));
  }
  if (!SOUND.get(name)) {
    throw new Unreadable("the Ed25519 key is not a canonical point of prime order");
  }
  return encoded;
}

async function verifies(algorithm, format, key, signature, message) {
  try {
    const imported = await crypto.subtle.importKey(format, key, algorithm, false, ["verify"]);
    return await crypto.subtle.verify(algorithm, imported, signature, message);
  } catch {
    return false;
  }
}

function verifyEd25519(key, message, signature) {
  return verifies({ name: "Ed25519" }, "raw", key, signature, message);
}

function verifyMlDsa44(key, message, signature) {
  return verifies({ name: "ML-DSA-44" }, "raw-public", key, signature, message);
}

function verifyEs256(key, message, signature) {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  return verifies(algorithm, "raw", concat(Uint8Array.of(4), key), signature, message);
}

/** What this browser can check. */
async function abilities() {
  const can = async (name) => {
    try {
      await crypto.subtle.generateKey({ name }, false, ["sign", "verify"]);
      return true;
    } catch {
      return false;
    }
  };
  return { ed25519: await can("Ed25519"), mlDsa44: await can("ML-DSA-44") };
}

const ED25519_COSE = bytesOfHex("a4010103272006215820");
const ES256_COSE = [bytesOfHex("a5010203262001215820"), bytesOfHex("225820")];

/** A COSE_Key (RFC 9053 section 7), of which each key has one. */
async function coseKey(encoded) {
  const map = decodeCbor(encoded, 128);
  if (!(map instanceof Map)) {
    throw new Unreadable("a COSE_Key is a map");
  }
  const key = { algorithm: coseAlgorithm(map.get(3n)) };
  const half = (label) => {
    const value = map.get(label);
    if (!(value instanceof Uint8Array) || value.length !== 32) {
      throw new Unreadable("the COSE_Key lacks a coordinate of 32 bytes");
    }
    return value;
  };
  if (key.algorithm === "ED25519") {
    key.encoded = ed25519Key(half(-2n));
    key.coseKey = concat(ED25519_COSE, key.encoded);
  } else {
    key.encoded = concat(half(-2n), half(-3n));
    key.coseKey = concat(ES256_COSE[0], half(-2n), ES256_COSE[1], half(-3n));
    await requireP256(key.encoded);
  }
  if (!sameBytes(key.coseKey, encoded)) {
    throw new Unreadable("the COSE_Key has a wrong key type or curve, or labels beyond kty, alg, crv, x and y");
  }
  key.id = hex((await sha256(encoded)).subarray(0, 16));
  return key;
}

function coseAlgorithm(id) {
  if (typeof id !== "bigint") {
    throw new Unreadable("the algorithm is missing");
  }
  if (id !== -8n && id !== -7n) {
    throw new Unreadable("COSE algorithm " + id + "; supported are -8 and -7", "UNSUPPORTED_VERSION");
  }
  return id === -8n ? "ED25519" : "ES256";
}

async function requireP256(encoded) {
  try {
    const algorithm = { name: "ECDSA", namedCurve: "P-256" };
    await crypto.subtle.importKey("raw", concat(Uint8Array.of(4), encoded), algorithm, false, ["verify"]);
  } catch {
    throw new Unreadable("the ES256 key is not a point of P-256");
  }
}

function verifySignature(key, message, signature) {
  if (signature.length !== SIGNATURE_BYTES) {
    return false;
  }
  return (key.algorithm === "ED25519" ? verifyEd25519 : verifyEs256)(key.encoded, message, signature);
}

/** DER of two numbers (RFC 3279 section 2.2.3) as two times 32 bytes; undefined for whatever else it is. */
function fixedLengthOf(der) {
  const numbers = new Uint8Array(64);
  if (der.length < 8 || der.length > 72 || der[0] !== 0x30 || der[1] !== der.length - 2) {
    return undefined;
  }
  let at = 2;
  for (const end of [32, 64]) {
    let size = der[at + 1];
    if (at + 2 >= der.length || der[at] !== 0x02 || size < 1 || size > 127 || at + 2 + size > der.length) {
      return undefined;
    }
    let start = at + 2;
    at = start + size;
    if (der[start] >= 0x80) {
      return undefined;
    }
    if (der[start] === 0) {
      if (size === 1 || der[start + 1] < 0x80) {
        return undefined;
      }
      start++;
      size--;
    }
    if (size > 32) {
      return undefined;
    }
    numbers.set(der.subarray(start, at), end - size);
  }
  return at === der.length ? numbers : undefined;
}
