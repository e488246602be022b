package health.salus.vault.custody;

import health.salus.vault.store.HeldFragment;

/// A fragment that a custodian gives to another one for repair, and what it signs about it.
public record FragmentRelease(HeldFragment held, SignedHandover handover) {}
