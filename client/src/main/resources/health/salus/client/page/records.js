// The records of the ledger, each a map with the names of its components (docs/formats/log-entry.md, transaction.md).

const MAX_TRANSACTION = 1024 * 1024;

/** Reads the fields in the order of their encoded names; a field is [name, how to read it, whether it may lack]. */
function record(type, fields) {
  const sorted = [...fields].sort((a, b) => compareBytes(cborText(a[0]), cborText(b[0])));
  return (reader) => {
    reader.enter();
    let left = reader.map();
    let key = left > 0 ? reader.text() : "";
    const read = {};
    for (const [name, field, optional] of sorted) {
      if (left > 0 && key === name) {
        read[name] = field(reader);
        left--;
        key = left > 0 ? reader.text() : "";
      } else if (!optional) {
        throw reader.fail(type + " lacks the key '" + name + "' at its place");
      }
    }
    if (left > 0) {
      throw reader.fail(type + " has an unknown or misplaced key");
    }
    reader.depth--;
    return read;
  };
}

const octets = (reader) => reader.octets();
const text = (reader) => reader.text();
const int32 = (reader) => reader.int32();
const integer = (reader) => reader.integer();
const bool = (reader) => reader.bool();
const digestField = (reader) => digest(reader.octets());
const identifierField = (reader) => identifier(reader.text());

function list(element) {
  return (reader) => {
    const items = [];
    for (let left = reader.array(); left > 0; left--) {
      items.push(element(reader));
    }
    return items;
  };
}

function instant(reader) {
  if (reader.array() !== 2) {
    throw reader.fail("an instant is [seconds, nanoseconds]");
  }
  const seconds = reader.integer();
  const nanos = reader.integer();
  if (nanos < 0n || nanos > 999_999_999n || seconds < YEAR_ZERO || seconds > YEAR_9999) {
    throw reader.fail("an instant lies beyond the representable range");
  }
  return { seconds, nanos: Number(nanos) };
}

/** One of several records, told apart by the key `type`, which is not the first. */
function oneOf(name, members) {
  const codecs = {};
  for (const [type, fields] of Object.entries(members)) {
    codecs[type] = record(type, [...fields, ["type", text]]);
  }
  return (reader) => {
    const ahead = new CborReader(reader.bytes, Infinity);
    ahead.at = reader.at;
    ahead.require(5, "a map");
    const type = ahead.value().get("type");
    if (!Object.hasOwn(codecs, type)) {
      throw reader.fail(name + " has no such type");
    }
    return codecs[type](reader);
  };
}

const LOG_ENTRY = oneOf("LogEntry", {
  TransactionEntry: [
    ["version", int32],
    ["network", identifierField],
    ["saltedTransaction", digestField],
    ["outcome", digestField],
    ["time", instant],
  ],
  HeaderEntry: [
    ["version", int32],
    ["network", identifierField],
    ["height", integer],
    ["stateRoot", digestField],
    ["memberSet", digestField],
    ["time", instant],
  ],
});

const ATTESTATION = oneOf("Attestation", {
  PrincipalSigned: [
    ["actor", identifierField],
    ["key", identifierField],
  ],
  MemberAsserted: [
    ["member", identifierField],
    ["key", identifierField],
    ["actor", identifierField],
    ["issuer", text],
    ["tokenHash", digestField],
  ],
});

const COMMAND = record("Command", [
  ["contract", text],
  ["name", text],
  ["version", int32],
  ["body", octets],
]);

const TRANSACTION = record("Transaction", [
  ["version", int32],
  ["network", identifierField],
  ["attestation", ATTESTATION],
  ["notBefore", instant],
  ["notAfter", instant],
  ["salt", octets],
  ["atomic", bool],
  ["commands", list(COMMAND)],
]);

const ERROR_CODE = (reader) => {
  const code = reader.text();
  if (!ERROR_CODES.includes(code)) {
    throw reader.fail("ErrorCode has no such constant");
  }
  return code;
};

const OUTCOME = record("Outcome", [
  ["version", int32],
  [
    "commands",
    list(
      oneOf("CommandOutcome", {
        Accepted: [["result", octets]],
        Refused: [
          ["code", ERROR_CODE],
          ["detail", text],
        ],
      }),
    ),
  ],
]);

const STATE_PROOF = record("SparseMerkleProof", [
  ["version", int32],
  ["depth", int32],
  ["filled", octets],
  ["siblings", list(digestField)],
  [
    "other",
    record("OtherLeaf", [
      ["key", digestField],
      ["valueHash", digestField],
    ]),
    true,
  ],
]);

function decodeRecord(codec, bytes, limit) {
  const reader = new CborReader(bytes, limit);
  const value = codec(reader);
  reader.end();
  return value;
}

function logEntry(bytes) {
  const entry = decodeRecord(LOG_ENTRY, bytes, 65_535);
  if (entry.version !== 1) {
    throw new Unreadable("log entry version " + entry.version + "; supported: 1", "UNSUPPORTED_VERSION");
  }
  if (entry.height < 0n) {
    throw new Unreadable("a height is not negative");
  }
  return entry;
}

function transaction(payload) {
  const read = decodeRecord(TRANSACTION, payload, MAX_TRANSACTION);
  if (read.version !== 1) {
    throw new Unreadable("transaction version " + read.version + "; supported: 1", "UNSUPPORTED_VERSION");
  }
  if (read.salt.length !== 16 || read.commands.length < 1 || read.commands.length > 1000) {
    throw new Unreadable("a transaction has a salt of 16 bytes and 1 to 1000 commands");
  }
  if (compareInstants(read.notBefore, read.notAfter) >= 0) {
    throw new Unreadable("the validity window is empty");
  }
  return read;
}

function outcomeOf(bytes) {
  return decodeRecord(OUTCOME, bytes, 64 * 1024 * 1024);
}

// Instants: seconds since 1970 and nanoseconds.

const YEAR_ZERO = -62_167_219_200n;
const YEAR_9999 = 253_402_300_799n;

function compareInstants(a, b) {
  return a.seconds === b.seconds ? a.nanos - b.nanos : a.seconds < b.seconds ? -1 : 1;
}

/** ISO 8601 in UTC, with 0, 3, 6 or 9 digits of a second. */
function instantText(time) {
  const whole = new Date(Number(time.seconds) * 1000).toISOString().slice(0, 19);
  if (time.nanos === 0) {
    return whole + "Z";
  }
  const digits = String(time.nanos).padStart(9, "0");
  return whole + "." + digits.replace(/(?:000){1,2}$/, "") + "Z";
}
