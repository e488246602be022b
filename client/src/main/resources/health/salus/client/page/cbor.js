// Deterministic CBOR (RFC 8949 section 4.2.1): what encoding would not have written is refused.

const MAX_DEPTH = 32;

class CborReader {
  constructor(bytes, limit) {
    if (bytes.length > limit) {
      throw new Unreadable("CBOR of " + bytes.length + " bytes; the limit is " + limit, "TOO_LARGE");
    }
    this.bytes = bytes;
    this.at = 0;
    this.depth = 0;
  }

  fail(what) {
    return new Unreadable("CBOR at byte " + this.at + ": " + what);
  }

  major() {
    if (this.at >= this.bytes.length) {
      throw this.fail("the input ends before an item");
    }
    return this.bytes[this.at] >>> 5;
  }

  /** The argument of a head, in its shortest form. */
  argument() {
    const low = this.bytes[this.at++] & 0x1f;
    if (low < 24) {
      return BigInt(low);
    }
    if (low > 27) {
      throw this.fail("indefinite lengths are not used");
    }
    const length = 1 << (low - 24);
    if (this.bytes.length - this.at < length) {
      throw this.fail("the input ends within a head");
    }
    let value = 0n;
    for (let i = 0; i < length; i++) {
      value = (value << 8n) | BigInt(this.bytes[this.at++]);
    }
    if (value < [24n, 0x100n, 0x10000n, 0x100000000n][low - 24]) {
      throw this.fail("a head is longer than needed");
    }
    return value;
  }

  require(major, what) {
    if (this.major() !== major) {
      throw this.fail("expected " + what);
    }
  }

  integer() {
    const major = this.major();
    if (major > 1) {
      throw this.fail("expected an integer");
    }
    const argument = this.argument();
    if (argument >= 1n << 63n) {
      throw this.fail("the integer does not fit in 64 bits");
    }
    return major === 0 ? argument : -1n - argument;
  }

  int32() {
    const value = this.integer();
    if (value !== BigInt.asIntN(32, value)) {
      throw this.fail("the integer does not fit in 32 bits");
    }
    return Number(value);
  }

  size(major, what, bytesPerElement) {
    this.require(major, what);
    const size = this.argument();
    if (size > BigInt(Math.floor((this.bytes.length - this.at) / bytesPerElement))) {
      throw this.fail("the input ends within " + what);
    }
    return Number(size);
  }

  take(major, what) {
    const size = this.size(major, what, 1);
    this.at += size;
    return this.bytes.subarray(this.at - size, this.at);
  }

  octets() {
    return this.take(2, "a byte string");
  }

  text() {
    return textOf(this.take(3, "a text string"));
  }

  array() {
    return this.size(4, "an array", 1);
  }

  map() {
    return this.size(5, "a map", 2);
  }

  simple() {
    this.require(7, "a simple value");
    const value = this.bytes[this.at++] & 0x1f;
    if (value < 20 || value > 22) {
      throw this.fail("only true, false and null are used");
    }
    return value === 22 ? null : value === 21;
  }

  bool() {
    const value = this.simple();
    if (value === null) {
      throw this.fail("expected true or false");
    }
    return value;
  }

  enter() {
    if (++this.depth > MAX_DEPTH) {
      throw new Unreadable("CBOR nested deeper than " + MAX_DEPTH, "TOO_DEEP");
    }
  }

  end() {
    if (this.at !== this.bytes.length) {
      throw this.fail("bytes follow the item");
    }
  }

  /** Any value. Maps are `Map`s, byte strings `Uint8Array`s, integers `BigInt`s. */
  value(depth = 0) {
    if (depth > MAX_DEPTH) {
      throw new Unreadable("CBOR nested deeper than " + MAX_DEPTH, "TOO_DEEP");
    }
    switch (this.major()) {
      case 0:
      case 1:
        return this.integer();
      case 2:
        return this.octets();
      case 3:
        return this.text();
      case 4: {
        const items = [];
        for (let left = this.array(); left > 0; left--) {
          items.push(this.value(depth + 1));
        }
        return items;
      }
      case 5:
        return this.mapValue(depth);
      case 6: {
        const tag = this.argument();
        return { tag, content: this.value(depth + 1) };
      }
      default:
        return this.simple();
    }
  }

  mapValue(depth) {
    const map = new Map();
    let previous = EMPTY;
    for (let left = this.map(); left > 0; left--) {
      const from = this.at;
      const key = this.value(depth + 1);
      const encoded = this.bytes.subarray(from, this.at);
      if (previous.length > 0 && compareBytes(previous, encoded) >= 0) {
        throw this.fail("map keys are not in ascending order");
      }
      previous = encoded;
      map.set(key, this.value(depth + 1));
    }
    return map;
  }
}

function compareBytes(a, b) {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (a[i] !== b[i]) {
      return a[i] - b[i];
    }
  }
  return a.length - b.length;
}

/** Exactly one item. */
function decodeCbor(bytes, limit) {
  const reader = new CborReader(bytes, limit);
  const value = reader.value();
  reader.end();
  return value;
}

function cborHead(major, size) {
  if (size < 24) {
    return Uint8Array.of((major << 5) | size);
  }
  if (size < 0x100) {
    return Uint8Array.of((major << 5) | 24, size);
  }
  if (size < 0x10000) {
    return Uint8Array.of((major << 5) | 25, size >> 8, size & 0xff);
  }
  return concat(Uint8Array.of((major << 5) | 26), bigEndian32(size));
}

function cborOctets(bytes) {
  return concat(cborHead(2, bytes.length), bytes);
}

function cborText(text) {
  const bytes = utf8(text);
  return concat(cborHead(3, bytes.length), bytes);
}

/** A number that is not negative. */
function cborNumber(number) {
  if (number < 0x100000000n) {
    return cborHead(0, Number(number));
  }
  return concat(Uint8Array.of(27), bigEndian64(number));
}
