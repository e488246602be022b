// The tree of the log (RFC 9162 section 2.1) and that of the state (docs/formats/sparse-merkle.md).

const MAX_PATH = 63;

function leafHash(entry) {
  return sha256(Uint8Array.of(0), entry);
}

function nodeHash(left, right) {
  return sha256(Uint8Array.of(1), left, right);
}

/** Section 2.1.3.2 up to the comparison; undefined for a path of another length than this index and size ask for. */
async function rootOfInclusion(index, size, leaf, path) {
  if (index < 0n || index >= size) {
    return undefined;
  }
  let fn = index;
  let sn = size - 1n;
  let hash = leaf;
  for (const sibling of path) {
    if (sn === 0n) {
      return undefined;
    }
    if ((fn & 1n) === 1n || fn === sn) {
      hash = await nodeHash(sibling, hash);
      while (fn !== 0n && (fn & 1n) === 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else {
      hash = await nodeHash(hash, sibling);
    }
    fn >>= 1n;
    sn >>= 1n;
  }
  return sn === 0n ? hash : undefined;
}

/** Section 2.1.4.2. */
async function verifyConsistency(first, second, firstRoot, secondRoot, path) {
  if (first > second) {
    return false;
  }
  if (first === second) {
    return path.length === 0 && sameBytes(firstRoot, secondRoot);
  }
  if (first === 0n) {
    return path.length === 0;
  }
  if (path.length === 0) {
    return false;
  }
  const hashes = [...path];
  if ((first & (first - 1n)) === 0n) {
    hashes.unshift(firstRoot);
  }
  let fn = first - 1n;
  let sn = second - 1n;
  while ((fn & 1n) === 1n) {
    fn >>= 1n;
    sn >>= 1n;
  }
  let fr = hashes[0];
  let sr = hashes[0];
  for (const hash of hashes.slice(1)) {
    if (sn === 0n) {
      return false;
    }
    if ((fn & 1n) === 1n || fn === sn) {
      fr = await nodeHash(hash, fr);
      sr = await nodeHash(hash, sr);
      while (fn !== 0n && (fn & 1n) === 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else {
      sr = await nodeHash(sr, hash);
    }
    fn >>= 1n;
    sn >>= 1n;
  }
  return sn === 0n && sameBytes(fr, firstRoot) && sameBytes(sr, secondRoot);
}

const ZERO = new Uint8Array(32);

function bitAt(bytes, level) {
  return (bytes[level >> 3] >> (7 - (level & 7))) & 1;
}

function stateProof(encoded) {
  const proof = decodeRecord(STATE_PROOF, encoded, 16 * 1024);
  const { version, depth, filled, siblings } = proof;
  if (version !== 1) {
    throw new Unreadable("state proof version " + version + "; supported: 1", "UNSUPPORTED_VERSION");
  }
  if (depth < 0 || depth > 256 || filled.length !== (depth + 7) >> 3) {
    throw new Unreadable("the path has 0 to 256 levels, and a bit for each");
  }
  let count = 0;
  for (let level = 0; level < 8 * filled.length; level++) {
    count += bitAt(filled, level);
  }
  const lastFilled = depth === 0 || bitAt(filled, depth - 1) === 1;
  const padded = depth % 8 === 0 || (filled[filled.length - 1] & (0xff >> (depth % 8))) === 0;
  if (count !== siblings.length || !lastFilled || !padded || siblings.some((hash) => sameBytes(hash, ZERO))) {
    throw new Unreadable("the siblings do not fit the bits that announce them");
  }
  return proof;
}

/** Whether, under this root, the key has exactly this value; with undefined, whether it has none. */
async function provesState(proof, root, key, value) {
  const { depth, filled, siblings, other } = proof;
  if (other !== undefined) {
    let agree = 0;
    while (agree < depth && bitAt(other.key, agree) === bitAt(key, agree)) {
      agree++;
    }
    if (value !== undefined || sameBytes(other.key, key) || agree < depth) {
      return false;
    }
  }
  let hash = ZERO;
  if (value !== undefined) {
    hash = await sha256(Uint8Array.of(0), key, await sha256(value));
  } else if (other !== undefined) {
    hash = await sha256(Uint8Array.of(0), other.key, other.valueHash);
  }
  let next = siblings.length;
  for (let level = depth - 1; level >= 0; level--) {
    const beside = bitAt(filled, level) ? siblings[--next] : ZERO;
    hash = bitAt(key, level) ? await nodeHash(beside, hash) : await nodeHash(hash, beside);
  }
  return sameBytes(hash, root);
}
