package health.salus.contracts.identity;

import health.salus.contracts.rules.PagedList;
import health.salus.contracts.rules.Place;
import health.salus.contracts.rules.StateTable;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.ledger.state.StateReader;
import health.salus.ledger.state.WorldState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Members, organisations, principals and custodian sets, as the state has them.
public record Directory(StateReader state) {

    static final StateTable<Network> NETWORK = StateTable.of("identity/network", Network.class);
    static final StateTable<MemberRecord> MEMBERS = StateTable.of("identity/member", MemberRecord.class);
    static final StateTable<CustodianSet> CUSTODIANS = StateTable.of("identity/custodians", CustodianSet.class);
    static final PagedList<CustodianSetId> SUPERSEDED =
            PagedList.of("identity/superseded-custodians", CustodianSetId.class);
    static final StateTable<OrganisationRecord> ORGANISATIONS =
            StateTable.of("identity/organisation", OrganisationRecord.class);
    static final PagedList<OrganisationId> ALL_ORGANISATIONS =
            PagedList.of("identity/organisations", OrganisationId.class);
    static final StateTable<PrincipalRecord> PRINCIPALS = StateTable.of("identity/principal", PrincipalRecord.class);
    static final PagedList<PrincipalId> PRINCIPALS_OF = PagedList.of("identity/principals", PrincipalId.class);

    /// Far more than a network changes its custodians; a circle would have no end.
    private static final int MAX_SUCCESSORS = 1_000;

    public static Directory of(StateReader state) {
        return new Directory(state);
    }

    /// The network of this state; every state has one, from its genesis on.
    public Network network() {
        return NETWORK.get(state, Place.NETWORK)
                .orElseThrow(() -> new IllegalStateException("the state has no genesis"));
    }

    public Optional<MemberRecord> member(MemberId id) {
        return MEMBERS.get(state, Place.NETWORK, id.value());
    }

    public Optional<CustodianSet> custodianSet(CustodianSetId id) {
        return CUSTODIANS.get(state, Place.NETWORK, id.value());
    }

    /// The set that is in force in place of this one: itself, or the last of those that followed it.
    public Optional<CustodianSet> currentCustodianSet(CustodianSetId id) {
        Optional<CustodianSet> current = custodianSet(id);
        for (int i = 0; i < MAX_SUCCESSORS; i++) {
            Optional<CustodianSetId> next = current.flatMap(CustodianSet::successor);
            if (next.isEmpty()) {
                return current;
            }
            current = custodianSet(next.get());
        }
        throw new IllegalStateException("custodian sets follow each other in a circle");
    }

    /// Sets in whose place others are in force, in the order in which that came about. What they keep is moved, or was.
    public List<CustodianSet> supersededCustodianSets() {
        List<CustodianSet> sets = new ArrayList<>();
        SUPERSEDED.forEach(state, Place.NETWORK, id -> custodianSet(id).ifPresent(sets::add));
        return sets;
    }

    public Optional<OrganisationRecord> organisation(OrganisationId id) {
        return ORGANISATIONS.get(state, Place.of(id));
    }

    public long organisationCount() {
        return ALL_ORGANISATIONS.size(state, Place.NETWORK);
    }

    /// Up to `limit` organisations in the order of their registration, from position `from` on.
    public List<OrganisationRecord> organisations(long from, int limit) {
        return ALL_ORGANISATIONS.slice(state, Place.NETWORK, from, limit).stream()
                .flatMap(id -> organisation(id).stream())
                .toList();
    }

    static void register(WorldState state, OrganisationRecord organisation) {
        ORGANISATIONS.put(state, organisation, Place.of(organisation.id()));
        ALL_ORGANISATIONS.append(state, Place.NETWORK, List.of(organisation.id()));
    }

    static void register(WorldState state, PrincipalRecord principal, List<KeyRegistration> keys, Instant validFrom) {
        new KeyRing(state, principal).add(keys, validFrom);
        PRINCIPALS_OF.append(state, Place.of(principal.organisation()), List.of(principal.id()));
    }

    /// Up to `limit` of those whom the organisation registered, in this order, from position `from` on.
    public List<PrincipalRecord> principals(OrganisationId organisation, long from, int limit) {
        return PRINCIPALS_OF.slice(state, Place.of(organisation), from, limit).stream()
                .flatMap(id -> principal(id).stream())
                .toList();
    }

    public Optional<PrincipalRecord> principal(PrincipalId id) {
        return PRINCIPALS.get(state, Place.of(id));
    }

    /// Whether the organisation is the member's own, or one that it runs the node for.
    public boolean hosts(MemberId member, OrganisationId organisation) {
        return organisation(organisation)
                .filter(found -> found.host().equals(member))
                .isPresent();
    }

    public MemberRecord requireMember(MemberId id) {
        return member(id).orElseThrow(() -> new SalusException(ErrorCode.UNKNOWN_MEMBER, "no member " + id));
    }

    public OrganisationRecord requireOrganisation(OrganisationId id) {
        return organisation(id)
                .orElseThrow(() -> new SalusException(ErrorCode.UNKNOWN_ORGANISATION, "no organisation " + id));
    }

    public PrincipalRecord requirePrincipal(PrincipalId id) {
        return principal(id).orElseThrow(() -> new SalusException(ErrorCode.UNKNOWN_PRINCIPAL, "no principal " + id));
    }
}
