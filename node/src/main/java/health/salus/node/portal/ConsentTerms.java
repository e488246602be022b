package health.salus.node.portal;

import health.salus.contracts.consent.Content;
import health.salus.contracts.consent.NodeConditions;
import health.salus.contracts.consent.Period;
import health.salus.contracts.consent.Provision;
import health.salus.contracts.consent.Provision.Effect;
import health.salus.contracts.consent.Recipients;
import health.salus.contracts.records.TypeGroup;
import health.salus.kernel.OrganisationId;
import health.salus.node.security.LedgerCaller;
import health.salus.portal.PurposeOfUse;
import health.salus.portal.RecordKind;
import health.salus.portal.Sharing.Decision;
import health.salus.portal.Sharing.PermitRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A permission in the words of the pages, as the rule on the ledger, and back as far as the words reach.
final class ConsentTerms {

    /// What stands for an organisation in a rule that names none.
    static final OrganisationId ANYONE = new OrganisationId("anyone");

    /// What stands for the end of a rule that has none.
    private static final LocalDate NO_END = LocalDate.of(9999, 12, 31);

    private final ZoneId zone;

    /// @param zone in which days begin and end
    ConsentTerms(ZoneId zone) {
        this.zone = zone;
    }

    /// A rule in words.
    ///
    /// @param abridged whether the rule has conditions or exceptions that the words leave out
    record Spoken(PermitRequest terms, boolean abridged) {}

    Provision rule(PermitRequest request) {
        Effect effect = request.decision() == Decision.PERMIT ? Effect.PERMIT : Effect.DENY;
        Instant end = request.until().plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1);
        Period period = new Period(Optional.of(start(request.from())), Optional.of(end));
        return Provision.of(effect)
                .to(Recipients.organisation(request.organisation()))
                .purposes(LedgerCaller.onLedger(request.purpose()))
                .about(new Content(types(request.kinds()), List.of(), List.of(), List.of()))
                .during(period);
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    /// Empty for all kinds, which stands for everything.
    private static List<String> types(Set<RecordKind> kinds) {
        Set<String> types = new TreeSet<>();
        kinds.forEach(kind -> types.addAll(typesOf(kind)));
        return List.copyOf(types);
    }

    private static List<String> typesOf(RecordKind kind) {
        return kind == RecordKind.OTHER
                ? Arrays.stream(TypeGroup.values())
                        .flatMap(group -> group.resourceTypes().stream())
                        .filter(type -> RecordKind.of(type) == RecordKind.OTHER)
                        .toList()
                : kind.resourceTypes();
    }

    /// @param given when a rule without a beginning began
    Spoken inWords(Provision rule, Instant given) {
        List<OrganisationId> organisations = rule.recipients().organisations();
        List<PurposeOfUse> purposes = rule.purposes().stream()
                .flatMap(purpose -> Purposes.inWords(purpose).stream())
                .distinct()
                .toList();
        Set<RecordKind> kinds = kinds(rule.content());
        LocalDate from = day(rule.period().start().orElse(given));
        LocalDate until = rule.period().end().map(this::day).orElse(NO_END);
        PermitRequest terms = new PermitRequest(
                rule.effect() == Effect.PERMIT ? Decision.PERMIT : Decision.DENY,
                organisations.isEmpty() ? ANYONE : organisations.getFirst(),
                purposes.isEmpty() ? PurposeOfUse.TREAT : purposes.getFirst(),
                kinds,
                from,
                until.isBefore(from) ? from : until);
        return new Spoken(terms, !saysAll(rule, terms));
    }

    private LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, zone);
    }

    private static Set<RecordKind> kinds(Content content) {
        Set<String> types = new TreeSet<>(content.resourceTypes());
        content.typeGroups().forEach(group -> types.addAll(group.resourceTypes()));
        Set<RecordKind> kinds = EnumSet.noneOf(RecordKind.class);
        types.forEach(type -> kinds.add(RecordKind.of(type)));
        return kinds;
    }

    /// Whether the words mean the same rule: they are exact if they lead back to it.
    private boolean saysAll(Provision rule, PermitRequest terms) {
        Provision again = rule(terms);
        boolean samePeriod = rule.period().start().isPresent()
                && rule.period().end().isPresent()
                && again.period()
                                .start()
                                .orElseThrow()
                                .compareTo(rule.period().start().get())
                        <= 0
                && again.period()
                                .end()
                                .orElseThrow()
                                .compareTo(rule.period().end().get())
                        >= 0;
        boolean sameContent = new TreeSet<>(rule.content().resourceTypes())
                        .equals(new TreeSet<>(again.content().resourceTypes()))
                && rule.content().typeGroups().isEmpty()
                && rule.content().labels().isEmpty()
                && rule.content().authors().isEmpty();
        return samePeriod
                && sameContent
                && rule.recipients().equals(again.recipients())
                && rule.purposes().equals(again.purposes())
                && rule.node().equals(NodeConditions.NONE)
                && rule.provisions().isEmpty();
    }
}
