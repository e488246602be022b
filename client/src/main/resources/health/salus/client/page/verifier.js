// The verification, in the order of docs/formats/receipt.md. It stops at the first reason, whose name is that of the
// Java verifier's `Rejection`.

/**
 * What a receipt's file is worth.
 * @param trust what `parseTrust` gave, with `notBefore` (an instant) where proofs age
 * @param able what the browser can check
 * @returns {verified: true, ...what it proves} or {verified: false, reason, detail}
 */
async function verifyReceipt(content, bundleContent, trust, able) {
  try {
    const bundle = bundleContent === undefined ? undefined : await readBundle(bundleContent);
    const receipt = await readReceipt(content);
    return { verified: true, ...(await verify(receipt, bundle, trust, able)) };
  } catch (problem) {
    if (problem instanceof Refusal) {
      return { verified: false, reason: problem.reason, detail: problem.message };
    }
    if (problem instanceof Unreadable) {
      return { verified: false, reason: "MALFORMED", detail: problem.message };
    }
    throw problem;
  }
}

async function readBundle(content) {
  if (content.length > MAX_BUNDLE) {
    throw new Refusal("BUNDLE_MALFORMED", "the file is too large for a bundle");
  }
  const lines = new Lines(content, "bundle");
  try {
    return await parseBundle(lines);
  } catch (problem) {
    throw unread(lines.ranOut, problem, "BUNDLE_MALFORMED");
  }
}

async function readReceipt(content) {
  if (content.length > MAX_RECEIPT) {
    throw new Refusal("MALFORMED", "the file is too large for a receipt");
  }
  const lines = new Lines(content, "receipt");
  try {
    return await parseReceipt(lines);
  } catch (problem) {
    throw unread(lines.ranOut || !content.endsWith("\n"), problem, "MALFORMED");
  }
}

function unread(cut, problem, malformed) {
  if (!(problem instanceof Unreadable)) {
    return problem;
  }
  const unsupported = problem.code === "UNSUPPORTED_VERSION" ? problem.code : malformed;
  return new Refusal(cut ? "TRUNCATED" : unsupported, problem.message);
}

async function verify(receipt, bundle, trust, able) {
  const entry = logEntry(receipt.entry);
  const { checkpoint } = receipt.note;
  requireNetwork(entry.network, trust);
  requireNetwork(checkpoint.network, trust);
  const fact =
    receipt.content.stateKey === undefined
      ? await transactionFact(receipt.content, entry, trust)
      : await stateFact(receipt.content, entry);
  requireSummary(receipt, summaryOf(receipt.content, entry, fact));
  await requireInclusion(receipt);
  const signed = await new FinalityCheck(trust, receipt, entry, able).require(bundle);
  return { fact, entry, index: receipt.index, checkpoint, ...signed };
}

function requireNetwork(network, trust) {
  if (network !== trust.network) {
    throw new Refusal("WRONG_NETWORK", "it is of network " + network + ", trusted is " + trust.network);
  }
}

async function transactionFact(content, entry, trust) {
  if (entry.saltedTransaction === undefined) {
    throw new Refusal("TRANSACTION_SWAPPED", "the entry is not a transaction's");
  }
  const signed = await signedTransaction(content.envelope);
  requireNetwork(signed.transaction.network, trust);
  if (!sameBytes(await sha256(signed.transaction.salt, content.envelope), entry.saltedTransaction)) {
    throw new Refusal("TRANSACTION_SWAPPED", "its hash is not the one in the entry");
  }
  if (!sameBytes(await sha256(content.outcome), entry.outcome)) {
    throw new Refusal("OUTCOME_SWAPPED", "its hash is not the one in the entry");
  }
  if (content.signer !== undefined) {
    await requireAuthor(signed, content.signer);
  }
  return { signed, outcome: outcomeOf(content.outcome), authorChecked: content.signer !== undefined };
}

async function requireAuthor(signed, key) {
  const named = signed.transaction.attestation.key;
  if (named !== key.id) {
    throw new Refusal("RESIGNED", "the transaction names key " + named + ", the receipt " + key.id);
  }
  if (!(await isSignedBy(signed, key))) {
    throw new Refusal("SIGNATURE_FORGED", "key " + key.id + " did not make the signature");
  }
}

async function stateFact(content, entry) {
  if (entry.stateRoot === undefined) {
    throw new Refusal("STATE_NOT_PROVEN", "the entry is not a block's header");
  }
  if (!(await provesState(content.proof, entry.stateRoot, content.stateKey, content.value))) {
    throw new Refusal("STATE_NOT_PROVEN", "the proof does not lead to the state root of block " + entry.height);
  }
  return { height: entry.height, stateKey: content.stateKey, value: content.value };
}

function requireSummary(receipt, expected) {
  const same = receipt.summary.length === expected.length && expected.every((line, i) => line === receipt.summary[i]);
  if (!same) {
    const first = receipt.summary.find((line) => !expected.includes(line)) ?? "a line is missing";
    throw new Refusal("SUMMARY_CHANGED", first);
  }
}

/** The lines that people read, written anew from the bytes. */
function summaryOf(content, entry, fact) {
  const lines = ["network " + entry.network, "time " + instantText(entry.time)];
  if (fact.signed === undefined) {
    lines.push("height " + entry.height, "value " + (fact.value === undefined ? "absent" : "present"));
    return lines;
  }
  const { attestation, commands } = fact.signed.transaction;
  lines.push("transaction-id " + fact.signed.id, attestationLine(attestation));
  commands.forEach((command, i) => {
    lines.push("command " + plain(command.contract) + "." + plain(command.name) + " " + outcomeWord(fact.outcome, i));
  });
  return lines;
}

function outcomeWord(outcome, i) {
  const result = outcome.commands[i];
  if (result === undefined) {
    return "no outcome";
  }
  return result.code === undefined ? "accepted" : "refused " + result.code;
}

function attestationLine(attestation) {
  const { actor, key, member } = attestation;
  if (member === undefined) {
    return "attestation principal-signed " + actor + " key " + key;
  }
  const issued = " issuer " + plain(attestation.issuer) + " token " + hex(attestation.tokenHash);
  return "attestation member-asserted " + member + " key " + key + " for " + actor + issued;
}

/** On one line, and without characters that could feign a second one. */
function plain(untrusted) {
  return Array.from(untrusted, (char) => (char > " " && char <= "~" ? char : "?"))
    .slice(0, 200)
    .join("");
}

/** RFC 9162 section 2.1.3.2, with a reason for each way to fail. */
async function requireInclusion(receipt) {
  const { index, path, entry } = receipt;
  const { size, root } = receipt.note.checkpoint;
  if (index >= size) {
    throw new Refusal("OUT_OF_TREE", "index " + index + " in a log of " + size + " entries");
  }
  const led = await rootOfInclusion(index, size, await leafHash(entry), path);
  if (led === undefined) {
    throw new Refusal("WRONG_PATH_LENGTH", path.length + " hashes for index " + index + " of " + size);
  }
  if (!sameBytes(led, root)) {
    throw new Refusal("NOT_IN_LOG", "the path leads to another root than the checkpoint's");
  }
}
