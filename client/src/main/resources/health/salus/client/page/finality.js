// Whether those who held the votes have signed: the chain of members (docs/formats/bundle.md), then the cosignatures.

class FinalityCheck {
  constructor(trust, receipt, entry, able) {
    this.trust = trust;
    this.receipt = receipt;
    this.entry = entry;
    this.able = able;
  }

  async require(bundle) {
    const terms = await this.succession(bundle?.links ?? []);
    const notes = [await this.weigh(this.receipt.note, this.listed(terms, bundle !== undefined))];
    if (bundle !== undefined) {
      await this.requireCovered(bundle);
      notes.push(await this.weigh(bundle.note, membersAt(terms, bundle.note)));
    }
    return this.requireComplete(notes);
  }

  async requireCovered(bundle) {
    const earlier = this.receipt.note.checkpoint;
    const own = bundle.note.checkpoint;
    const covers =
      bundle.network === this.trust.network &&
      own.network === earlier.network &&
      (await verifyConsistency(earlier.size, own.size, earlier.root, own.root, bundle.consistency));
    if (!covers) {
      throw new Refusal("BUNDLE_OF_ANOTHER_LOG", "its checkpoint does not continue the receipt's");
    }
  }

  /** Who signs logs of which size: terms, each with the size that its logs are larger than. */
  async succession(links) {
    for (let i = 1; i < links.length; i++) {
      if (links[i].size <= links[i - 1].size) {
        throw new Refusal("LINK_OUT_OF_ORDER", place(links[i]) + " follows one at " + links[i - 1].size);
      }
    }
    const from = await this.beginning(links);
    const terms = [{ members: this.trust.members, above: from === 0 ? -1n : links[from - 1].size }];
    for (const link of links.slice(from)) {
      await this.requireLink(link, terms.at(-1).members);
      terms.at(-1).upTo = link.size;
      terms.push({ members: link.members, above: link.size });
    }
    return terms;
  }

  /** The first link that the trusted members signed; what is before it is passed over. */
  async beginning(links) {
    if (links.length === 0) {
      return 0;
    }
    const signers = await checkNote(links[0].note, this.trust.members, this.able, () => false);
    if (signers.forged.size === 0 && meets(this.trust.required, completeKinds(this.trust.members, signers))) {
      return 0;
    }
    const trusted = await memberSetDigest(this.trust.members);
    for (const [i, link] of links.entries()) {
      if (sameBytes(await memberSetDigest(link.members), trusted)) {
        return i + 1;
      }
    }
    return 0;
  }

  /** Unless the members before signed the change to those after. */
  async requireLink(link, before) {
    const { checkpoint, cosignatures } = link.note;
    const forged = (what) => new Refusal("LINK_FORGED", place(link) + ": " + what);
    if (checkpoint.network !== this.trust.network) {
      throw forged("its checkpoint is of network " + checkpoint.network);
    }
    if (!sameBytes(this.namedBy(link, forged), await memberSetDigest(link.members))) {
      throw new Refusal("LINK_NAMES_OTHERS", place(link) + ": the header names other members than those beside it");
    }
    const root = await rootOfInclusion(link.size - 1n, link.size, await leafHash(link.header), link.path);
    if (root === undefined || !sameBytes(root, checkpoint.root)) {
      throw forged("its header is not the last entry of the signed log");
    }
    const signers = await checkNote(link.note, before, this.able, () => false);
    if (signers.forged.size > 0) {
      throw forged("a signature in the name of " + names(signers.forged) + " is false");
    }
    if (!meets(this.trust.required, completeKinds(before, signers))) {
      this.requireChecked(signers);
      const others = cosignatures.some((each) => !before.some((member) => member.id === each.member));
      throw signers.foreign.size > 0 || others
        ? new Refusal("LINK_MISSING", place(link) + ": members have signed whom no change before it named")
        : new Refusal("LINK_NOT_SIGNED", place(link) + ": too few of the members before it have signed");
    }
  }

  namedBy(link, forged) {
    let header;
    try {
      header = logEntry(link.header);
    } catch (unreadable) {
      throw unreadable instanceof Unreadable ? forged(unreadable.message) : unreadable;
    }
    if (header.memberSet === undefined) {
      throw forged("its entry is no block's header");
    }
    return header.memberSet;
  }

  listed(terms, bundled) {
    const members = membersAt(terms, this.receipt.note);
    if (sameListed(this.receipt.members, members)) {
      return members;
    }
    if (terms.some((term) => sameListed(this.receipt.members, term.members))) {
      const { size } = this.receipt.note.checkpoint;
      throw new Refusal("MEMBERS_NOT_IN_FORCE", "others held the votes at " + size + " entries");
    }
    throw bundled
      ? new Refusal("MEMBERS_NOT_IN_CHAIN", "no change in the bundle names the receipt's members")
      : new Refusal("UNKNOWN_MEMBERS", "the receipt's members are not the trusted ones");
  }

  async weigh(note, members) {
    const all = await checkNote(note, members, this.able, () => false);
    if (all.forged.size > 0) {
      throw new Refusal("COSIGNATURE_FORGED", "in the name of " + names(all.forged));
    }
    const { notBefore } = this.trust;
    const fresh = notBefore === undefined ? all : await checkNote(note, members, this.able, this.tooOld(note));
    return { members, all, fresh };
  }

  /** A value of the state has to be of a block of the time that is asked for, or of the last block that was signed. */
  tooOld(note) {
    const { notBefore } = this.trust;
    const outdated =
      this.receipt.content.stateKey !== undefined &&
      compareInstants(this.entry.time, notBefore) < 0 &&
      this.receipt.index < note.checkpoint.size - 1n;
    return (seconds) => outdated || compareInstants({ seconds, nanos: 0 }, notBefore) < 0;
  }

  requireComplete(notes) {
    const complete = (which) => [...new Set(notes.flatMap((note) => completeKinds(note.members, note[which])))];
    const fresh = complete("fresh");
    if (meets(this.trust.required, fresh)) {
      const signers = notes.flatMap((note) =>
        completeKinds(note.members, note.fresh).flatMap((kind) => [...note.fresh[kind]]),
      );
      return { signers: [...new Set(signers)].sort(), complete: fresh, unchecked: notes.some((note) => note.all.unchecked) };
    }
    if (meets(this.trust.required, complete("all"))) {
      throw new Refusal("STALE", "signed before the time that was asked for, or of a state that may have changed since");
    }
    const last = notes.at(-1);
    this.requireChecked(last.all);
    const votes = (kind) => weightOf(last.members, last.all[kind]) + " (" + KINDS[kind].title + ")";
    const weight = votes("ED25519") + " and " + votes("ML_DSA_44") + " of " + weightOf(last.members) + " votes have signed";
    throw last.all.foreign.size > 0
      ? new Refusal("COSIGNED_BY_OTHER_KEYS", weight + "; other keys in the name of " + names(last.all.foreign))
      : new Refusal("NOT_FINAL", weight + "; required: " + this.trust.required);
  }

  /** Signatures that this browser cannot check count for nothing, and against nobody. */
  requireChecked(signers) {
    if (signers.unchecked) {
      throw new Refusal("BROWSER_LACKS_ML_DSA_44", "this browser cannot check ML-DSA-44 signatures");
    }
  }
}

function membersAt(terms, note) {
  const { size } = note.checkpoint;
  const term = terms.find((each) => size > each.above && (each.upTo === undefined || size <= each.upTo));
  if (term === undefined) {
    throw new Refusal("MEMBERS_NOT_IN_FORCE", "the trusted members came after " + size + " entries");
  }
  return term.members;
}

function place(link) {
  return "the change of members at " + link.size + " entries";
}

function names(members) {
  return [...members].sort().join(", ");
}
