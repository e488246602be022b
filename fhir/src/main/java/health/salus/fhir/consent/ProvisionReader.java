package health.salus.fhir.consent;

import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.Content;
import health.salus.contracts.consent.NodeConditions;
import health.salus.contracts.consent.Period;
import health.salus.contracts.consent.Provision;
import health.salus.contracts.consent.Provision.Effect;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.consent.Recipients;
import health.salus.contracts.records.SecurityLabel;
import health.salus.contracts.records.TypeGroup;
import health.salus.fhir.party.Parties;
import health.salus.fhir.structure.IssueType;
import health.salus.kernel.Digest;
import health.salus.kernel.OrganisationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads one provision and those within it (`Consent.provision`), each condition exactly or not at all.
final class ProvisionReader {
    /// As the consent contract has them (docs/design/contracts.md).
    static final int MAX_DEPTH = 8;

    static final int MAX_PROVISIONS = 200;
    static final int MAX_VALUES = 150;

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final String WITHOUT_VALUE = "has a value that is not enforced";

    /// A root with no more than exceptions in it is the policy itself (R4 Consent.provision.type, "not permitted in
    /// root rule"). With conditions, readers differ on whether it narrows the policy or is excepted from it.
    private static final Set<String> NO_CONDITIONS = Set.of("id", "extension", "provision");

    /// Reading, in the words of the consentaction code system.
    private static final Set<String> READING =
            Set.of(Codes.ACTION + "|access", Codes.ACTION + "|use", Codes.ACTION + "|disclose");

    /// Writing: only its author changes what was written, whatever a consent says.
    private static final Set<String> WRITING = Set.of(Codes.ACTION + "|collect", Codes.ACTION + "|correct");

    private final ConsentId consent;
    private final Parties parties;
    private int provisions;

    ProvisionReader(ConsentId consent, Parties parties) {
        this.consent = consent;
        this.parties = parties;
    }

    /// @param policy what the consent's policy says, for a root that says nothing itself
    Provision read(Place provision, Optional<Effect> policy) {
        boolean empty =
                provision.value().properties().stream().allMatch(member -> NO_CONDITIONS.contains(member.getKey()));
        Optional<Effect> implied =
                policy.filter(_ -> empty && !provision.value().isEmpty());
        return read(provision, implied, 1);
    }

    private Provision read(Place provision, Optional<Effect> implied, int depth) {
        provision.knowing(
                "type", "period", "actor", "action", "securityLabel", "purpose", "class", "code", "data", "provision");
        Effect effect = implied.orElseGet(() -> effect(provision));
        actions(provision);
        ActorReader actors = new ActorReader(parties);
        actors.read(provision);
        DataConditions data = DataConditions.read(provision, parties);
        List<OrganisationId> authors = new ArrayList<>(actors.authors());
        if (!authors.isEmpty() && !data.authors().isEmpty()) {
            provision.unsupported("names authors among its actors and among its data; name them once");
        }
        authors.addAll(data.authors());
        List<SecurityLabel> labels = each(provision, "securityLabel", ProvisionReader::label);
        List<String> types = each(provision, "class", ProvisionReader::resourceType);
        List<Digest> codes = codes(provision);
        Recipients recipients = actors.recipients();
        int most = Math.max(
                recipients.principals().size(), recipients.organisations().size());
        bounded(provision, Math.max(Math.max(most, authors.size()), codes.size()));
        if (provision.findings().hasErrors()) {
            nested(provision, depth);
            return Provision.of(Effect.DENY);
        }
        return new Provision(
                effect,
                provision.member("period").map(ProvisionReader::period).orElse(Period.ALWAYS),
                recipients,
                each(provision, "purpose", ProvisionReader::purpose),
                new Content(types, List.of(), labels, authors),
                new NodeConditions(data.resources(), codes),
                nested(provision, depth));
    }

    private static Effect effect(Place provision) {
        Optional<String> type = provision.text("type");
        if (type.isEmpty()) {
            provision.error(
                    IssueType.REQUIRED,
                    "has no type: state permit or deny, since readers differ on what its absence means");
            return Effect.DENY;
        }
        return switch (type.get()) {
            case "permit" -> Effect.PERMIT;
            case "deny" -> Effect.DENY;
            default -> {
                provision.error(IssueType.CODE_INVALID, "has a type that is neither permit nor deny");
                yield Effect.DENY;
            }
        };
    }

    private List<Provision> nested(Place provision, int depth) {
        List<Place> items = provision.items("provision");
        provisions += items.size();
        if (!items.isEmpty() && depth == MAX_DEPTH) {
            provision.error(IssueType.TOO_COSTLY, "nests provisions deeper than " + MAX_DEPTH);
            return List.of();
        }
        if (provisions >= MAX_PROVISIONS) {
            provision.error(IssueType.TOO_COSTLY, "brings the consent to more than " + MAX_PROVISIONS + " provisions");
            return List.of();
        }
        return items.stream()
                .map(item -> read(item, Optional.empty(), depth + 1))
                .toList();
    }

    /// Rules are about reading. One that is about writing alone cannot be enforced as a rule about reading.
    private static void actions(Place provision) {
        List<Place> actions = provision.items("action");
        boolean reads = actions.isEmpty();
        for (Place action : actions) {
            List<String> codes = action.concept();
            if (codes.stream().anyMatch(READING::contains)) {
                reads = true;
            } else if (codes.stream().anyMatch(WRITING::contains)) {
                action.findings()
                        .note(
                                action.location(),
                                "has no effect: who may write or correct follows from who wrote, not from consent");
            } else if (!codes.isEmpty()) {
                action.error(IssueType.CODE_INVALID, WITHOUT_VALUE);
            }
        }
        if (!reads) {
            provision.unsupported("is about writing alone; name access, use or disclose among its actions");
        }
    }

    private static Period period(Place period) {
        period.knowing("start", "end");
        Optional<TimeSpan> start = time(period, "start");
        Optional<TimeSpan> end = time(period, "end");
        if (start.isEmpty() && end.isEmpty()) {
            period.error(IssueType.REQUIRED, "has neither start nor end");
        }
        Optional<Instant> first = start.map(TimeSpan::first);
        Optional<Instant> last = end.map(TimeSpan::last);
        if (first.isPresent() && last.isPresent() && last.get().isBefore(first.get())) {
            period.error(IssueType.INVARIANT, "ends before it starts");
        }
        return new Period(first, last);
    }

    private static Optional<TimeSpan> time(Place period, String name) {
        Optional<String> text = period.text(name);
        Optional<TimeSpan> span = text.flatMap(TimeSpan::of);
        if (text.isPresent() && span.isEmpty()) {
            period.error(IssueType.VALUE, "has a " + name + " that is not a date or a time with its zone");
        }
        return span;
    }

    private static Optional<PurposeOfUse> purpose(String coding) {
        return constant(coding, Codes.ACT_REASON, PurposeOfUse.values());
    }

    private static Optional<SecurityLabel> label(String coding) {
        Optional<SecurityLabel> label = constant(coding, Codes.CONFIDENTIALITY, SecurityLabel.values())
                .filter(SecurityLabel::isConfidentiality);
        return label.or(() ->
                constant(coding, Codes.ACT_CODE, SecurityLabel.values()).filter(found -> !found.isConfidentiality()));
    }

    private static <E extends Enum<E>> Optional<E> constant(String coding, String system, E[] constants) {
        for (E constant : constants) {
            if (coding.equals(system + "|" + constant.name())) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> resourceType(String coding) {
        String system = Codes.RESOURCE_TYPES + "|";
        return Optional.of(coding)
                .filter(text -> text.startsWith(system))
                .map(text -> text.substring(system.length()))
                .filter(type -> TypeGroup.of(type).isPresent());
    }

    /// The values of a list of Codings. One that is not known is an error: to leave it out of a denial would permit.
    private static <T> List<T> each(Place provision, String name, Function<String, Optional<T>> reading) {
        List<Place> items = provision.items(name);
        bounded(provision, items.size());
        Set<T> values = new LinkedHashSet<>();
        for (Place item : items) {
            Optional<T> value = item.coding().flatMap(reading);
            value.ifPresent(values::add);
            if (value.isEmpty()) {
                item.error(IssueType.CODE_INVALID, WITHOUT_VALUE);
            }
        }
        return List.copyOf(values);
    }

    /// Codes stand on the ledger as digests; any coding of a concept is the concept.
    private List<Digest> codes(Place provision) {
        Set<Digest> digests = new LinkedHashSet<>();
        for (Place concept : provision.items("code")) {
            for (String coding : concept.concept()) {
                int bar = coding.indexOf('|');
                digests.add(digest(coding.substring(0, bar), coding.substring(bar + 1)));
            }
        }
        return List.copyOf(digests);
    }

    private Digest digest(String system, String code) {
        boolean hashed = system.equals(Codes.HASHED_CODE) && HASH.matcher(code).matches();
        return hashed ? Digest.ofHex(code) : NodeConditions.code(consent, system, code);
    }

    static void bounded(Place provision, int count) {
        if (count > MAX_VALUES) {
            provision.error(IssueType.TOO_COSTLY, "lists more than " + MAX_VALUES + " values of one kind");
        }
    }
}
