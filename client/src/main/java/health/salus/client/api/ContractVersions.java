package health.salus.client.api;

/// A contract, the version of its rules that decides commands now, and which ones the answering node's program has.
/// A program that lacks a version that members vote in force stops with it, until it is replaced by a newer one.
///
/// @param inForce 0 while members have not voted for a contract that came later than the network
public record ContractVersions(String contract, int inForce, int oldest, int newest) {

    /// Whether the node can go on when this version is put in force.
    public boolean has(int version) {
        return oldest <= version && version <= newest;
    }
}
