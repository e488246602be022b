package health.salus.contracts.identity;

import health.salus.contracts.rules.Place;
import health.salus.contracts.rules.Require;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.RecordCodec;
import health.salus.ledger.state.WorldState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What a network begins with, and what all its members sign. Everything else comes by transactions.
///
/// @param time from when the first keys are in force
/// @param organisations besides the members' own
/// @param principals besides the members' services
public record Genesis(
        NetworkId network,
        Instant time,
        NetworkLimits limits,
        List<FoundingMember> members,
        List<CustodianSet> custodianSets,
        List<OrganisationRecord> organisations,
        List<FoundingPrincipal> principals) {

    private static final RecordCodec<Genesis> CODEC = RecordCodec.of(Genesis.class);

    public Genesis {
        members = List.copyOf(members);
        custodianSets = List.copyOf(custodianSets);
        organisations = List.copyOf(organisations);
        principals = List.copyOf(principals);
        Require.that(!members.isEmpty(), ErrorCode.MALFORMED, "a network has at least one member");
        requireConsistent(members, custodianSets, organisations, principals);
    }

    /// A member with its organisation's name and the first key of its service.
    public record FoundingMember(MemberRecord member, String organisationName, KeyRegistration transactionKey) {}

    /// Somebody who is there from the beginning, such as a demo's people.
    public record FoundingPrincipal(PrincipalRecord principal, List<KeyRegistration> keys) {

        public FoundingPrincipal {
            keys = List.copyOf(keys);
            boolean plain = principal.speaksFor().isEmpty() && principal.keys().isEmpty();
            Require.that(plain, ErrorCode.MALFORMED, "a founding principal's keys stand beside it");
        }
    }

    private static void requireConsistent(
            List<FoundingMember> members,
            List<CustodianSet> custodianSets,
            List<OrganisationRecord> organisations,
            List<FoundingPrincipal> principals) {
        TreeSet<MemberId> memberIds = new TreeSet<>();
        TreeSet<OrganisationId> organisationIds = new TreeSet<>();
        TreeSet<Octets> names = new TreeSet<>();
        boolean distinct = true;
        for (FoundingMember founding : members) {
            distinct &= memberIds.add(founding.member().id());
            distinct &= organisationIds.add(founding.member().organisation());
            distinct &= names.add(Octets.utf8(founding.member().principal().value()));
        }
        for (OrganisationRecord organisation : organisations) {
            distinct &= organisationIds.add(organisation.id());
            Require.that(
                    memberIds.contains(organisation.host()),
                    ErrorCode.UNKNOWN_MEMBER,
                    "an organisation's host is a member");
        }
        for (FoundingPrincipal founding : principals) {
            distinct &= names.add(Octets.utf8(founding.principal().id().value()));
            Require.that(
                    organisationIds.contains(founding.principal().organisation()),
                    ErrorCode.UNKNOWN_ORGANISATION,
                    "a principal's organisation is in the genesis");
        }
        Require.that(distinct, ErrorCode.MALFORMED, "members, organisations and principals differ in their ids");
        for (CustodianSet set : custodianSets) {
            Require.that(memberIds.containsAll(set.members()), ErrorCode.UNKNOWN_MEMBER, "custodians are members");
        }
        requireInForce(custodianSets);
    }

    /// Each set, or one that follows it, is in force.
    private static void requireInForce(List<CustodianSet> custodianSets) {
        TreeSet<CustodianSetId> settled = new TreeSet<>();
        int before = -1;
        while (settled.size() > before) {
            before = settled.size();
            for (CustodianSet set : custodianSets) {
                if (set.successor().isEmpty()
                        || settled.contains(set.successor().get())) {
                    settled.add(set.id());
                }
            }
        }
        Require.that(
                settled.size() == custodianSets.size(),
                ErrorCode.UNKNOWN_CUSTODIAN_SET,
                "custodian sets differ in their ids, and each has or is one in force");
    }

    public Octets encode() {
        return CODEC.encode(this);
    }

    public static Genesis decode(Octets encoded) {
        return CODEC.decode(encoded);
    }

    /// What the members sign.
    public Digest digest() {
        return Digest.sha256(encode());
    }

    /// Writes the state of height 0.
    public void applyTo(WorldState state) {
        List<MemberId> ids =
                members.stream().map(founding -> founding.member().id()).toList();
        Directory.NETWORK.put(state, new Network(network, ids, limits), Place.NETWORK);
        members.forEach(founding -> found(founding, state));
        for (CustodianSet set : custodianSets) {
            CustodianSets.put(state, set);
        }
        for (OrganisationRecord organisation : organisations) {
            Directory.register(state, organisation);
        }
        for (FoundingPrincipal founding : principals) {
            Directory.register(state, founding.principal(), founding.keys(), time);
        }
    }

    private void found(FoundingMember founding, WorldState state) {
        MemberRecord member = founding.member();
        OrganisationRecord organisation =
                new OrganisationRecord(member.organisation(), founding.organisationName(), member.id());
        PrincipalRecord service = new PrincipalRecord(
                member.principal(), PrincipalKind.SERVICE, member.organisation(), Optional.of(member.id()), List.of());
        Directory.MEMBERS.put(state, member, Place.NETWORK, member.id().value());
        Directory.register(state, organisation);
        Directory.register(state, service, List.of(founding.transactionKey()), time);
    }
}
