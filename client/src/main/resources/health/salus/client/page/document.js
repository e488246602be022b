// Whether a document is the one that a transaction committed to (docs/formats/segment.md, docs/formats/records.md).

/** The opening, as `salus receipt get` writes it beside the receipt. */
function parseOpening(content) {
  let read;
  try {
    read = JSON.parse(content);
  } catch {
    throw new Unreadable("the opening is not JSON");
  }
  const texts = ["type", "id", "lastUpdated", "salt"].every((name) => typeof read?.[name] === "string");
  const numbers = ["version", "index", "count"].every((name) => Number.isSafeInteger(read?.[name]));
  const time = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/.exec(read?.lastUpdated);
  if (!texts || !numbers || time === null || !Array.isArray(read.path)) {
    throw new Unreadable("the opening lacks what it should have");
  }
  return {
    type: read.type,
    id: read.id,
    version: read.version,
    seconds: BigInt(Date.parse(time[1] + "Z") / 1000),
    nanos: Number((time[2] ?? "").padEnd(9, "0")),
    index: BigInt(read.index),
    count: BigInt(read.count),
    salt: bytesOfBase64Url(read.salt),
    path: read.path.map((hash) => digest(bytesOfHex(String(hash)))),
  };
}

async function documentHolds(signed, opening, content) {
  const { type, id, salt } = opening;
  // Of another length, two salts could be one key: HMAC pads with zeros.
  if (salt.length !== 32 || type.length > 64 || id.length > 64) {
    return false;
  }
  const ascii = (name) => Uint8Array.from(name, (char) => (char < "\u0080" ? char.charCodeAt(0) : 0x3f));
  const entry = concat(
    Uint8Array.of(type.length),
    ascii(type),
    Uint8Array.of(id.length),
    ascii(id),
    bigEndian64(opening.version),
    bigEndian64(opening.seconds),
    bigEndian32(opening.nanos),
    bigEndian32(content.length),
    content,
  );
  const key = await crypto.subtle.importKey("raw", salt, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const commitment = new Uint8Array(await crypto.subtle.sign("HMAC", key, entry));
  const root = await rootOfInclusion(opening.index, opening.count, await leafHash(commitment), opening.path);
  return root !== undefined && segmentsOf(signed).some((each) => each.count === opening.count && sameBytes(each.root, root));
}

/** The segments that a transaction registers. */
function segmentsOf(signed) {
  return signed.transaction.commands
    .filter((command) => command.contract === "records" && command.name === "WriteRecords")
    .flatMap((command) => {
      const body = decodeCbor(command.body, MAX_TRANSACTION);
      const segments = body instanceof Map ? body.get("segments") : undefined;
      return Array.isArray(segments) ? segments : [];
    })
    .filter((each) => each instanceof Map)
    .map((each) => ({ root: each.get("merkleRoot"), count: each.get("resourceCount") }))
    .filter((each) => each.root instanceof Uint8Array && each.root.length === 32 && typeof each.count === "bigint");
}
