// Checkpoints with the members' cosignatures (docs/formats/checkpoint.md), and the members themselves.

const MAX_SIGNATURES = 768;
const MAX_MEMBERS = 256;
const MAX_WEIGHT = 1_000_000_000_000n;
const KINDS = {
  ED25519: { type: 0x04, signatureBytes: SIGNATURE_BYTES, title: "Ed25519" },
  ML_DSA_44: { type: 0x06, signatureBytes: ML_DSA_SIGNATURE_BYTES, title: "ML-DSA-44" },
};
// Java's Character.isWhitespace, and the no-break space.
const SPACE_OR_PLUS = /[\t-\r\x1c-\x1f \u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000\u00a0+]/;
const EMPTY_ROOT = bytesOfHex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

function parseCheckpoint(noteText) {
  const lines = noteText.split("\n");
  if (lines.length !== 4 || lines[3] !== "" || !lines[0].startsWith("salus/")) {
    throw new Unreadable("a checkpoint has three lines: salus/<network>, the size and the root in base64");
  }
  const network = identifier(lines[0].slice("salus/".length));
  const root = digest(bytesOfBase64(lines[2]));
  const size = decimal(lines[1]);
  if (size === 0n && !sameBytes(root, EMPTY_ROOT)) {
    throw new Unreadable("an empty log has one root only");
  }
  return { network, size, root, text: noteText };
}

function parseNote(noteText) {
  const blank = noteText.lastIndexOf("\n\n");
  if (blank < 0 || !noteText.endsWith("\n") || blank + 2 === noteText.length) {
    throw new Unreadable("a signed note is a text, an empty line and signature lines");
  }
  const checkpoint = parseCheckpoint(noteText.slice(0, blank + 1));
  const lines = noteText.slice(blank + 2, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) {
    throw new Unreadable("a note has at most " + MAX_SIGNATURES + " signatures", "TOO_LARGE");
  }
  const signatures = lines.map(parseSignature);
  return { checkpoint, cosignatures: signatures.flatMap((each) => cosignature(each, checkpoint.network)) };
}

function parseSignature(line) {
  const space = line.lastIndexOf(" ");
  if (!line.startsWith("\u2014 ") || space < 2) {
    throw new Unreadable("a signature line is an em dash, a key name and base64");
  }
  const bytes = bytesOfBase64(line.slice(space + 1));
  const name = line.slice(2, space);
  if (bytes.length <= 4 || name === "" || SPACE_OR_PLUS.test(name)) {
    throw new Unreadable("a signature line is an em dash, a key name and base64");
  }
  return { name, keyHash: bytes.subarray(0, 4), bytes: bytes.subarray(4) };
}

/** None if the line is no cosignature of a member of this network. */
function cosignature(line, network) {
  const prefix = "salus/" + network + "/";
  const kind = Object.keys(KINDS).find((each) => line.bytes.length === 8 + KINDS[each].signatureBytes);
  if (!line.name.startsWith(prefix) || line.bytes[0] >= 0x80 || kind === undefined) {
    return [];
  }
  const member = line.name.slice(prefix.length);
  const seconds = new DataView(line.bytes.buffer, line.bytes.byteOffset).getBigInt64(0);
  if (!/^[A-Za-z0-9._-]{1,64}$/.test(member) || seconds > YEAR_9999) {
    return [];
  }
  return [{ member, kind, keyHash: line.keyHash, seconds, signature: line.bytes.subarray(8) }];
}

/** C2SP tlog-cosignature, "Ed25519 signed message" and "ML-DSA-44 signed message". */
function signedMessage(each, checkpoint) {
  if (each.kind === "ED25519") {
    return utf8("cosignature/v1\ntime " + each.seconds + "\n" + checkpoint.text);
  }
  const origin = utf8("salus/" + checkpoint.network);
  const name = utf8("salus/" + checkpoint.network + "/" + each.member);
  return concat(
    utf8("subtree/v1\n\0"),
    Uint8Array.of(name.length),
    name,
    bigEndian64(each.seconds),
    Uint8Array.of(origin.length),
    origin,
    bigEndian64(0),
    bigEndian64(checkpoint.size),
    checkpoint.root,
  );
}

async function keyHash(kind, name, key) {
  return (await sha256(utf8(name + "\n"), Uint8Array.of(KINDS[kind].type), key)).subarray(0, 4);
}

/** What the signatures of a note are worth under a set of members; those before `notBefore` seconds do not count. */
async function checkNote(note, members, able, notBefore) {
  const result = { ED25519: new Set(), ML_DSA_44: new Set(), forged: new Set(), foreign: new Set(), unchecked: false };
  const { checkpoint } = note;
  for (const each of note.cosignatures) {
    const member = members.find((entry) => entry.id === each.member);
    if (member === undefined || notBefore(each.seconds)) {
      continue;
    }
    const key = member.keys[each.kind];
    const hash = await keyHash(each.kind, "salus/" + checkpoint.network + "/" + each.member, key);
    if (!sameBytes(hash, each.keyHash)) {
      result.foreign.add(each.member);
    } else if (each.kind === "ML_DSA_44" && !able.mlDsa44) {
      result.unchecked = true;
    } else {
      const verify = each.kind === "ED25519" ? verifyEd25519 : verifyMlDsa44;
      const genuine = await verify(key, signedMessage(each, checkpoint), each.signature);
      (genuine ? result[each.kind] : result.forged).add(each.member);
    }
  }
  return result;
}

function weightOf(members, some) {
  return members.reduce((sum, each) => sum + (some === undefined || some.has(each.id) ? each.weight : 0n), 0n);
}

/** The kinds with which members with more than two thirds of the weight have signed. */
function completeKinds(members, signers) {
  return Object.keys(KINDS).filter((kind) => 3n * weightOf(members, signers[kind]) > 2n * weightOf(members));
}

function meets(required, complete) {
  switch (required) {
    case "ed25519":
      return complete.includes("ED25519");
    case "ml-dsa-44":
      return complete.includes("ML_DSA_44");
    case "both":
      return complete.length === 2;
    default:
      return complete.length > 0;
  }
}

/** One key has one text, so that writing it anew checks name, hash and kind at once. */
async function verifierKey(kind, noted, network, member) {
  const name = "salus/" + network + "/" + member;
  const typed = bytesOfBase64(noted.split("+").slice(2).join("+"));
  const key = typed.subarray(1);
  const hash = typed.length === 0 ? EMPTY : await keyHash(kind, name, key);
  const again = name + "+" + hex(hash) + "+" + base64(concat(Uint8Array.of(KINDS[kind].type), key));
  if (typed.length === 0 || again !== noted) {
    throw new Unreadable("not the " + KINDS[kind].title + " verifier key of member " + member);
  }
  if (kind === "ED25519") {
    return ed25519Key(key);
  }
  if (key.length !== ML_DSA_KEY_BYTES) {
    throw new Unreadable("an ML-DSA-44 key has " + ML_DSA_KEY_BYTES + " bytes");
  }
  return key;
}

/** Member lines with an id, a weight and one key, or both. */
async function parseMembers(lines, network, kinds) {
  const members = [];
  for (const line of lines) {
    const parts = line.split(" ");
    if (parts.length !== 3 + kinds.length) {
      throw new Unreadable("a member line has an id, a weight and its keys");
    }
    const member = { id: identifier(parts[1]), weight: decimal(parts[2]), keys: {} };
    for (const [i, kind] of kinds.entries()) {
      member.keys[kind] = await verifierKey(kind, parts[3 + i], network, member.id);
    }
    members.push(member);
  }
  if (members.length < 1 || members.length > MAX_MEMBERS) {
    throw new Unreadable("a network has 1 to " + MAX_MEMBERS + " members");
  }
  return members;
}

/** Members whose votes count: in the order of their ids, each once, no key twice. */
async function parseMemberSet(lines, network) {
  const members = await parseMembers(lines, network, ["ED25519", "ML_DSA_44"]);
  if (members.some((each) => each.weight < 1n || each.weight > MAX_WEIGHT)) {
    throw new Unreadable("a member's weight lies between 1 and " + MAX_WEIGHT);
  }
  members.sort((a, b) => (a.id < b.id ? -1 : 1));
  const distinct = (values) => new Set(values).size === members.length;
  const keys = (kind) => members.map((each) => hex(each.keys[kind]));
  if (!distinct(members.map((each) => each.id)) || !Object.keys(KINDS).every((kind) => distinct(keys(kind)))) {
    throw new Unreadable("a member or a key stands twice in the set");
  }
  return members;
}

/** What a block's header says of the set. */
function memberSetDigest(members) {
  const entries = members.map((each) =>
    concat(
      cborHead(5, 3),
      cborText("member"),
      cborText(each.id),
      cborText("weight"),
      cborNumber(each.weight),
      cborText("checkpointKeys"),
      cborHead(5, 2),
      cborText("ed25519"),
      cborHead(5, 2),
      cborText("encoded"),
      cborOctets(each.keys.ED25519),
      cborText("algorithm"),
      cborText("ED25519"),
      cborText("mlDsa44"),
      cborOctets(each.keys.ML_DSA_44),
    ),
  );
  return sha256(cborHead(5, 1), cborText("members"), cborHead(4, entries.length), ...entries);
}

/** As receipts list them: without the ML-DSA-44 keys. */
function sameListed(listed, members) {
  return (
    listed.length === members.length &&
    listed.every((each, i) => {
      const other = members[i];
      return each.id === other.id && each.weight === other.weight && sameBytes(each.keys.ED25519, other.keys.ED25519);
    })
  );
}
