// The page itself: takes files, tells which is which, verifies as soon as it can.

const HINTS = {};
const files = {};
const byId = (id) => document.getElementById(id);
const slot = (role) => document.querySelector("[data-role=" + role + "]");
const able = abilities();
let turn = 0;

/** Which of the files it is: each says so in its first line, a document may be anything. */
function roleOf(bytes) {
  const head = new TextDecoder().decode(bytes.subarray(0, 32));
  const named = ["receipt", "bundle", "trust"].find((role) => head.startsWith("salus " + role + " "));
  if (named !== undefined) {
    return named;
  }
  try {
    const json = JSON.parse(textOf(bytes));
    return "salt" in json && "path" in json && "lastUpdated" in json ? "opening" : "document";
  } catch {
    return "document";
  }
}

async function take(chosen) {
  for (const file of chosen) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const role = roleOf(bytes);
    files[role] = bytes;
    slot(role).textContent = file.name + ", " + bytes.length.toLocaleString("en") + " bytes";
    slot(role).classList.add("there");
  }
  await show();
}

function clear() {
  for (const role of Object.keys(HINTS)) {
    delete files[role];
    slot(role).textContent = HINTS[role];
    slot(role).classList.remove("there");
  }
  byId("files").value = "";
  return show();
}

/** A file that is no receipt may have been meant as one. */
function receiptBytes() {
  return files.receipt ?? (files.opening === undefined ? files.document : undefined);
}

async function show() {
  const mine = ++turn;
  const shown = await result();
  // A later choice of files may have come to its end before.
  if (mine === turn) {
    byId("result").replaceChildren(...shown);
    byId("result").dataset.turn = String(mine);
  }
}

async function result() {
  if (files.trust === undefined || receiptBytes() === undefined) {
    return [element("p", "Choose a trust file and a receipt.")];
  }
  if (!(await able).ed25519) {
    return [verdict("bad", "This browser cannot check Ed25519 signatures", "Use a newer one, or salus verify.")];
  }
  let trust;
  try {
    trust = await parseTrust(textOf(files.trust));
  } catch (problem) {
    return [verdict("bad", "The trust file cannot be read: " + problem.message, "Get it again from whom you trust.")];
  }
  const since = byId("not-before").value;
  trust.notBefore = since === "" ? undefined : { seconds: BigInt(Date.parse(since + "Z") / 1000), nanos: 0 };
  const answer = await verifyBytes(receiptBytes(), files.bundle, trust);
  if (!answer.verified) {
    return [refusal(answer.reason, answer.detail)];
  }
  return accepted(answer, files.receipt === undefined ? undefined : files.document);
}

async function verifyBytes(receipt, bundle, trust) {
  let texts;
  try {
    texts = [textOf(receipt), bundle === undefined ? undefined : textOf(bundle)];
  } catch (problem) {
    return { verified: false, reason: "MALFORMED", detail: problem.message };
  }
  return verifyReceipt(texts[0], texts[1], trust, await able);
}

function refusal(reason, detail) {
  return verdict("bad", "Not verified: " + reason, (NEXT_STEPS[reason] ?? "") + " (" + detail + ")");
}

async function accepted(answer, content) {
  const nodes = [verdict("good", "Verified", meaning(answer))];
  if (answer.unchecked) {
    nodes.push(verdict("warn", "ML-DSA-44 signatures were not checked", "This browser cannot. The others are enough for what the trust file requires."));
  }
  if (content !== undefined) {
    nodes.push(await documentVerdict(answer, content));
  }
  const list = element("dl");
  for (const [name, values, code] of facts(answer)) {
    const row = element("div");
    row.append(element("dt", name), ...values.map((value) => wrapped(value, code)));
    list.append(row);
  }
  nodes.push(list);
  return nodes;
}

async function documentVerdict(answer, content) {
  const { fact } = answer;
  if (fact.signed === undefined || fact.outcome.commands.some((each) => each.code !== undefined)) {
    return refusal("NOT_A_WRITE", "the receipt is not of an accepted write");
  }
  if (files.opening === undefined) {
    return verdict("warn", "The document was not compared", "Choose its opening as well: the file beside the receipt.");
  }
  try {
    const opening = parseOpening(textOf(files.opening));
    return (await documentHolds(fact.signed, opening, content))
      ? verdict("good", "The document is the one", opening.type + "/" + opening.id + " version " + opening.version + ", byte for byte.")
      : refusal("DOCUMENT_DIFFERS", "the document is not the one that the transaction committed to");
  } catch (problem) {
    return verdict("bad", "The opening cannot be read: " + problem.message, "Get it again.");
  }
}

function meaning(answer) {
  const { fact } = answer;
  if (fact.signed === undefined) {
    return "The value " + (fact.value === undefined ? "was absent" : "was there") + " after block " + fact.height + ".";
  }
  const refused = fact.outcome.commands.filter((each) => each.code !== undefined).length;
  return refused === 0
    ? "The transaction is in the log, and was accepted."
    : "The transaction is in the log; of its " + fact.outcome.commands.length + " commands " + refused + " were refused.";
}

/** Name, values, and whether they are digests or the like. */
function facts(answer) {
  const { fact, entry, checkpoint } = answer;
  const rows = [
    ["Network", [entry.network]],
    ["Time", [instantText(entry.time)]],
  ];
  if (fact.signed === undefined) {
    rows.push(["State key", [hex(fact.stateKey)], true]);
    rows.push(["Value", [fact.value === undefined ? "none" : base64(fact.value)], fact.value !== undefined]);
  } else {
    const { attestation, commands } = fact.signed.transaction;
    rows.push(["Author", [authorText(attestation)]]);
    rows.push(["Author's signature", [fact.authorChecked ? "checked here" : "checked by the members; its key is not in the receipt"]]);
    rows.push(["Commands", commands.map((each, i) => plain(each.contract) + "." + plain(each.name) + " " + outcomeWord(fact.outcome, i))]);
    rows.push(["Transaction", [fact.signed.id], true]);
  }
  rows.push(["Place in the log", ["entry " + answer.index + " of " + checkpoint.size]]);
  rows.push(["Signed by", [answer.signers.join(", ")]]);
  rows.push(["Enough with", [answer.complete.map((kind) => KINDS[kind].title).join(" and ")]]);
  return rows;
}

function authorText(attestation) {
  return attestation.member === undefined
    ? attestation.actor + ", with a key of its own"
    : attestation.actor + ", as member " + attestation.member + " asserts (issuer " + plain(attestation.issuer) + ")";
}

function element(name, content = "") {
  const made = document.createElement(name);
  made.textContent = content;
  return made;
}

function wrapped(value, code) {
  const dd = element("dd");
  dd.append(code ? element("code", value) : value);
  return dd;
}

function verdict(kind, title, detail) {
  const made = element("p", title);
  made.className = "verdict " + kind;
  made.append(element("span", detail));
  return made;
}

for (const each of document.querySelectorAll("[data-role]")) {
  HINTS[each.dataset.role] = each.textContent;
}
byId("files").addEventListener("change", (event) => take(event.target.files));
byId("not-before").addEventListener("change", show);
byId("clear").addEventListener("click", clear);
for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    byId("drop").classList.toggle("over", name === "dragover");
    if (name === "drop") {
      take(event.dataTransfer.files);
    }
  });
}
