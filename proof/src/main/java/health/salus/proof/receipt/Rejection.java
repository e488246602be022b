package health.salus.proof.receipt;

/// Why a receipt proves nothing. A verifier stops at the first reason.
public enum Rejection {
    /// The file ends before its end.
    TRUNCATED("The file is not complete: get it again."),
    /// The file is no receipt, or was damaged.
    MALFORMED("The file is not a receipt, or was damaged: get it again."),
    UNSUPPORTED_VERSION("Update this software: the file is of a newer version."),
    /// It is a receipt of another network than the one that is trusted.
    WRONG_NETWORK("Verify it against the members of its own network."),
    /// Its members are not the trusted ones, and no bundle tells whether these named them.
    UNKNOWN_MEMBERS(
            "Verify it with the network's bundle, which has the changes of members, or with the members of its time."),
    /// The bundle's changes of members do not come to the receipt's: the last ones are missing, or it is made up.
    MEMBERS_NOT_IN_CHAIN("Get a newer bundle. If it says the same, do not rely on the receipt."),
    /// Its members were members once, and did not hold the votes at the size of its checkpoint.
    MEMBERS_NOT_IN_FORCE("Others held the votes at this point of the log. Do not rely on this file."),
    /// Members signed a change whom no change before it named: one is missing, or these are made up.
    LINK_MISSING("A change of members is missing in the bundle, or false: get it again, from another member."),
    /// Too few of those who held the votes have signed a change of members.
    LINK_NOT_SIGNED("Too few members have signed a change of members in the bundle. Do not rely on it."),
    /// A change of members is not what the members before it signed.
    LINK_FORGED("A change of members in the bundle is false. Do not rely on it."),
    /// A change of members follows a later one.
    LINK_OUT_OF_ORDER("The changes of members in the bundle are not in their order: get it again."),
    /// The members beside a header are not those that the header names.
    LINK_NAMES_OTHERS("The members in the bundle are not those that were named. Do not rely on it."),
    /// The bundle is not complete, or was damaged.
    BUNDLE_MALFORMED("The bundle is not complete, or was damaged: get it again."),
    /// The bundle's checkpoint does not continue the receipt's.
    BUNDLE_OF_ANOTHER_LOG("Get the bundle for this very receipt, from a member that you trust to have it."),
    /// The transaction is not the one of the entry.
    TRANSACTION_SWAPPED("The transaction was exchanged or changed. Do not rely on this file."),
    /// The outcome is not the one of the entry.
    OUTCOME_SWAPPED("The outcome was exchanged or changed. Do not rely on this file."),
    /// The readable lines say something else than the bytes.
    SUMMARY_CHANGED("The readable lines were changed. Do not rely on this file."),
    /// The key beside the transaction is not the one that the transaction names.
    RESIGNED("The transaction was signed again by somebody else. Do not rely on this file."),
    /// The key is the named one, and did not make this signature.
    SIGNATURE_FORGED("The author's signature is false. Do not rely on this file."),
    /// The value, or its absence, does not follow from the state root.
    STATE_NOT_PROVEN("The value is not the one in the state. Do not rely on this file."),
    /// The index lies beyond the size of the checkpoint.
    OUT_OF_TREE("The entry lies beyond the signed log. Ask for a receipt against a later checkpoint."),
    /// The path has not the length that this index and size ask for.
    WRONG_PATH_LENGTH("The proof was cut or lengthened. Do not rely on this file."),
    /// The path leads to another root.
    NOT_IN_LOG("The entry is not in the signed log. Do not rely on this file."),
    /// A signature in a member's name and key is false.
    COSIGNATURE_FORGED("A member's signature is false. Do not rely on this file."),
    /// Other keys have signed in members' names, and the rest is too little.
    COSIGNED_BY_OTHER_KEYS("Keys that are not the members' have signed. Do not rely on this file."),
    /// The signatures that suffice were made before the time that is asked for.
    STALE("The proof is too old for this use: get a new one."),
    /// Members with two thirds of the weight or less have signed.
    NOT_FINAL("Too few members have signed yet: ask again later.");

    private final String nextStep;

    Rejection(String nextStep) {
        this.nextStep = nextStep;
    }

    /// What to do, in a sentence or two for a person.
    public String nextStep() {
        return nextStep;
    }
}
