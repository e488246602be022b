// The text files: receipt, bundle and trust file (docs/formats).

const MEMBER = "member ";
const MAX_RECEIPT = 4 * MAX_TRANSACTION;
const MAX_BUNDLE = 16 * 1024 * 1024;
const MAX_LINKS = 256;

/** A text, taken line by line; every line ends with a newline. */
class Lines {
  constructor(content, what) {
    this.content = content;
    this.what = what;
    this.at = 0;
    this.ranOut = false;
  }

  next() {
    const end = this.content.indexOf("\n", this.at);
    if (end < 0) {
      this.ranOut = true;
      throw new Unreadable("the " + this.what + " ends early");
    }
    const line = this.content.slice(this.at, end);
    this.at = end + 1;
    return line;
  }

  isNext(prefix) {
    return this.content.startsWith(prefix, this.at);
  }

  expect(line) {
    if (this.next() !== line) {
      throw new Unreadable("the " + this.what + " lacks the line: " + line);
    }
  }

  expectVersion(line) {
    const first = this.next();
    if (first !== line) {
      const newer = first.startsWith(line.slice(0, -1));
      throw new Unreadable(
        "the first line of a " + this.what + " is: " + line,
        newer ? "UNSUPPORTED_VERSION" : "MALFORMED",
      );
    }
  }

  value(prefix) {
    const line = this.next();
    if (!line.startsWith(prefix)) {
      throw new Unreadable("the " + this.what + " lacks the line that begins with: " + prefix);
    }
    return line.slice(prefix.length);
  }

  takeWhile(prefix) {
    const taken = [];
    while (this.isNext(prefix)) {
      taken.push(this.next());
    }
    return taken;
  }

  takeWhileNot(prefix) {
    const taken = [];
    while (!this.isNext(prefix)) {
      taken.push(this.next());
    }
    return taken;
  }

  /** Hashes, each on a line, and an empty line. */
  path() {
    const path = [];
    while (!this.isNext("\n")) {
      path.push(digest(bytesOfBase64(this.next())));
    }
    this.expect("");
    return path;
  }

  /** A signed note among other lines: what follows does not begin like a signature. */
  note() {
    const head = [this.next(), this.next(), this.next()];
    this.expect("");
    const signatures = this.takeWhile("\u2014 ");
    return [...head, "", ...signatures].map((line) => line + "\n").join("");
  }

  rest() {
    return this.content.slice(this.at);
  }
}

async function parseReceipt(lines) {
  lines.expectVersion("salus receipt v1");
  const summary = lines.takeWhileNot(MEMBER);
  const memberLines = lines.takeWhile(MEMBER);
  const content = lines.isNext("state-key ") ? stateContent(lines) : await transactionContent(lines);
  const entry = bytesOfBase64(lines.value("entry "));
  lines.expect("");
  lines.expect("c2sp.org/tlog-proof@v1");
  const index = decimal(lines.value("index "));
  const path = lines.path();
  const rest = lines.rest();
  lines.ranOut = !rest.includes("\n\n") || rest.endsWith("\n\n");
  const note = parseNote(rest);
  const members = await parseMembers(memberLines, note.checkpoint.network, ["ED25519"]);
  return { summary, members, content, entry, index, path, note };
}

async function transactionContent(lines) {
  const envelope = bytesOfBase64(lines.value("transaction "));
  const outcome = bytesOfBase64(lines.value("outcome "));
  const signer = lines.isNext("signer ") ? await coseKey(bytesOfBase64(lines.value("signer "))) : undefined;
  return { envelope, outcome, signer };
}

function stateContent(lines) {
  const stateKey = digest(bytesOfHex(lines.value("state-key ")));
  const value = lines.isNext("state-value ") ? bytesOfBase64(lines.value("state-value ")) : undefined;
  return { stateKey, value, proof: stateProof(bytesOfBase64(lines.value("state-proof "))) };
}

async function parseBundle(lines) {
  lines.expectVersion("salus bundle v1");
  const network = identifier(lines.value("network "));
  const links = [];
  while (lines.isNext("link\n") && links.length <= MAX_LINKS) {
    links.push(await parseLink(lines, network));
  }
  if (links.length > MAX_LINKS) {
    throw new Unreadable("a chain of members has at most " + MAX_LINKS + " links", "TOO_LARGE");
  }
  lines.expect("checkpoint");
  const consistency = lines.path();
  const note = parseNote(lines.note());
  if (lines.rest() !== "") {
    throw new Unreadable("something follows the checkpoint");
  }
  if (consistency.length > MAX_PATH + 1) {
    throw new Unreadable("a path has at most " + (MAX_PATH + 1) + " hashes", "TOO_LARGE");
  }
  return { network, links, consistency, note };
}

async function parseLink(lines, network) {
  lines.expect("link");
  const header = bytesOfBase64(lines.value("header "));
  const members = await parseMemberSet(lines.takeWhile(MEMBER), network);
  const path = lines.path();
  const note = parseNote(lines.note());
  if (path.length > MAX_PATH) {
    throw new Unreadable("a path has at most " + MAX_PATH + " hashes", "TOO_LARGE");
  }
  if (note.checkpoint.size < 1n) {
    throw new Unreadable("the log at the end of a block is not empty");
  }
  return { header, members, path, note, size: note.checkpoint.size };
}

/** Whom this page trusts: nothing else comes from elsewhere than from the receipt's bringer. */
async function parseTrust(content) {
  const lines = new Lines(content, "trust file");
  lines.expect("salus trust v1");
  const network = identifier(lines.value("network "));
  const required = lines.isNext("require ") ? lines.value("require ") : "either";
  if (!["ed25519", "ml-dsa-44", "either", "both"].includes(required)) {
    throw new Unreadable("what is required is ed25519, ml-dsa-44, either or both");
  }
  const members = await parseMemberSet(lines.takeWhile(MEMBER), network);
  if (lines.rest() !== "") {
    throw new Unreadable("something follows the members");
  }
  return { network, required, members };
}
