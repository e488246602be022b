// Bytes and their texts. Nothing here is lenient: each byte string has one text only, as in the formats' documents.

/** What cannot be read; `code` is an error code of docs/errors.md. */
class Unreadable extends Error {
  constructor(detail, code = "MALFORMED") {
    super(detail);
    this.code = code;
  }
}

/** Why a receipt proves nothing; `reason` is a name of the Java verifier's `Rejection`. */
class Refusal extends Error {
  constructor(reason, detail) {
    super(detail);
    this.reason = reason;
  }
}

const EMPTY = new Uint8Array(0);
const UTF8 = new TextEncoder();

function utf8(text) {
  return UTF8.encode(text);
}

function textOf(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Unreadable("a text is not UTF-8");
  }
}

function concat(...parts) {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Of public values, so that time tells nothing. */
function sameBytes(a, b) {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function bytesOfHex(text) {
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(text)) {
    throw new Unreadable("not a hexadecimal string of whole bytes");
  }
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

function base64(bytes) {
  let binary = "";
  for (const byte of bytes) {
    binary += String.fromCharCode(byte);
  }
  return btoa(binary);
}

/** RFC 4648 section 4, padded and without stray bits (section 3.5). */
function bytesOfBase64(text) {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) {
    throw new Unreadable("not base64 text");
  }
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  if (base64(bytes) !== text) {
    throw new Unreadable("not the one base64 form of its bytes");
  }
  return bytes;
}

function base64Url(bytes) {
  return base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** RFC 4648 section 5, with or without padding. */
function bytesOfBase64Url(text) {
  const bare = text.replace(/=+$/, "");
  if (!/^[A-Za-z0-9_-]*$/.test(bare) || bare.length % 4 === 1) {
    throw new Unreadable("not base64url text");
  }
  return Uint8Array.from(atob(bare.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
}

/** A decimal number as the tlog formats write it: at most 18 digits, without leading zeros. */
function decimal(text) {
  if (!/^(?:0|[1-9][0-9]{0,17})$/.test(text)) {
    throw new Unreadable("not a decimal number without leading zeros");
  }
  return BigInt(text);
}

function identifier(text) {
  if (!/^[A-Za-z0-9._-]{1,64}$/.test(text)) {
    throw new Unreadable("an identifier has 1 to 64 letters, digits, '.', '_' and '-'");
  }
  return text;
}

function bigEndian64(number) {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, BigInt(number));
  return bytes;
}

function bigEndian32(number) {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setInt32(0, number);
  return bytes;
}

async function sha256(...parts) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", concat(...parts)));
}

function digest(bytes) {
  if (bytes.length !== 32) {
    throw new Unreadable("a digest has 32 bytes");
  }
  return bytes;
}
