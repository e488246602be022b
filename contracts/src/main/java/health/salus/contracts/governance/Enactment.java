package health.salus.contracts.governance;

import health.salus.contracts.identity.CustodianSets;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.NetworkChanges;
import health.salus.contracts.policy.Policies;
import health.salus.contracts.policy.RuleId;
import health.salus.contracts.rules.Require;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import health.salus.ledger.execution.ContractVersions;
import health.salus.ledger.state.StateOverlay;
import health.salus.ledger.state.WorldState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Makes the changes that were voted, at the beginning of a block.
record Enactment(WorldState state, Instant time, long height) {

    /// All that is due by now. A proposal that has become impossible since it was accepted changes nothing, and says
    /// why.
    void enactDue() {
        List<Proposals.Due.Item> later = new ArrayList<>();
        boolean roster = false;
        Proposals proposals = Proposals.of(state);
        List<Proposals.Due.Item> waiting = proposals.due().items();
        for (Proposals.Due.Item item : waiting) {
            if (item.height() > height) {
                later.add(item);
            } else {
                ProposalRecord proposal = proposals.find(item.proposal()).orElseThrow();
                roster |=
                        enact(proposal) && proposal.content().changes().stream().anyMatch(Change::changesRoster);
            }
        }
        if (later.size() < waiting.size()) {
            Proposals.putDue(state, new Proposals.Due(later));
        }
        if (roster) {
            Proposals.putEpoch(state, Proposals.of(state).epoch().next(height));
        }
    }

    private boolean enact(ProposalRecord proposal) {
        StateOverlay changed = new StateOverlay(state);
        try {
            new Enactment(changed, time, height).make(proposal.content().changes());
        } catch (SalusException impossible) {
            Proposals.put(state, proposal.in(new ProposalState.Failed(height, impossible.code(), impossible.detail())));
            return false;
        }
        changed.applyTo(state);
        Proposals.put(state, proposal.in(new ProposalState.Enacted(height)));
        return true;
    }

    /// @throws SalusException at the first that is not possible
    void make(List<Change> changes) {
        NetworkChanges network = new NetworkChanges(state, time);
        for (Change change : changes) {
            switch (change) {
                case Change.AdmitMember(var application) -> network.admit(application.verify(networkId()));
                case Change.RemoveMember(var member) -> network.remove(member);
                case Change.SetWeight(var member, long weight) -> network.reweight(member, weight);
                case Change.ReplaceCard(var application) -> network.replaceCard(application.verify(networkId()));
                case Change.SetLimits(var limits) -> network.setLimits(limits);
                case Change.SetContractVersion(var contract, int version) -> setVersion(contract, version);
                case Change.AddCustodians(var set) -> network.addCustodians(set);
                case Change.SupersedeCustodians(var before, var next) -> CustodianSets.supersede(state, before, next);
                case Change.Rehost(var organisation, var host) -> network.rehost(organisation, host);
                case Change.EnactRule(var rule, long version, var content) -> enactRule(rule, version, content);
                case Change.RevokeRule(var rule) -> revokeRule(rule);
            }
        }
        network.requireWhole();
    }

    /// Rules only go forward: what was decided by newer ones would not be understood by older.
    private void setVersion(String contract, int version) {
        Require.that(
                version > ContractVersions.of(state).inForce(contract),
                ErrorCode.MALFORMED,
                "a contract's version in force is " + ContractVersions.of(state).inForce(contract)
                        + ", and is followed by a higher one");
        ContractVersions.put(state, contract, version);
    }

    private void enactRule(RuleId rule, long version, Digest content) {
        Policies.enact(state, rule, version, height);
        Require.that(
                Policies.inForce(state, rule, height)
                        .filter(chosen -> chosen.definition().equals(content))
                        .isPresent(),
                ErrorCode.VERSION_CONFLICT,
                "version " + version + " of rule " + rule + " has other content than what is proposed: read it again");
    }

    private void revokeRule(RuleId rule) {
        Require.that(
                Policies.inForce(state, rule, height).isPresent(),
                ErrorCode.UNKNOWN_RULE,
                "no version of rule " + rule + " is in force");
        Policies.retire(state, rule, height);
    }

    private NetworkId networkId() {
        return Directory.of(state).network().id();
    }
}
