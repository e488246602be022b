package health.salus.contracts.consent;

import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.records.Cell;
import health.salus.contracts.records.SecurityLabel;
import health.salus.contracts.records.TypeGroup;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// What consents say, read off the trees by the words of FHIR R4: slow, and obviously right. The oracle of the compiled
/// table.
final class SpokenConsent {

    enum Said {
        PERMIT,
        DENY,
        SILENT
    }

    private static final List<SecurityLabel> UP_TO_V = List.of(
            SecurityLabel.U, SecurityLabel.L, SecurityLabel.M, SecurityLabel.N, SecurityLabel.R, SecurityLabel.V);

    private SpokenConsent() {}

    /// @param question with the facts of a resource
    static Said say(SortedMap<ConsentId, Provision> consents, Question question, boolean emergency) {
        List<Said> each = consents.entrySet().stream()
                .map(one -> say(one, one.getValue(), question, new Heard(emergency, false)))
                .toList();
        return together(each);
    }

    /// What the rules around a rule make of it.
    ///
    /// @param emergency an emergency that none of them names
    /// @param byName one of them names principals
    private record Heard(boolean emergency, boolean byName) {}

    private static Said say(
            Map.Entry<ConsentId, Provision> consent, Provision provision, Question question, Heard around) {
        boolean byName = around.byName() || !provision.recipients().principals().isEmpty();
        if (!applies(consent.getKey(), provision, question) || !isMeantFor(provision, question.reader(), byName)) {
            return Said.SILENT;
        }
        boolean named = !around.emergency() || provision.purposes().stream().anyMatch(SpokenConsent::isEmergency);
        List<Said> exceptions = provision.provisions().stream()
                .map(nested -> say(consent, nested, question, new Heard(!named, byName)))
                .toList();
        Said excepted = together(exceptions);
        if (excepted != Said.SILENT) {
            return excepted;
        }
        return switch (provision.effect()) {
            case PERMIT -> Said.PERMIT;
            case DENY -> named ? Said.DENY : Said.SILENT;
        };
    }

    private static boolean isEmergency(PurposeOfUse purpose) {
        return switch (purpose) {
            case ETREAT, BTG, ERTREAT -> true;
            default -> false;
        };
    }

    private static Said together(List<Said> each) {
        if (each.contains(Said.DENY)) {
            return Said.DENY;
        }
        return each.contains(Said.PERMIT) ? Said.PERMIT : Said.SILENT;
    }

    private static boolean applies(ConsentId consent, Provision provision, Question question) {
        ResourceFacts facts = question.facts().orElseThrow();
        NodeConditions node = provision.node();
        boolean resource = node.resources().isEmpty() || node.resources().contains(facts.key());
        boolean code = node.codes().isEmpty()
                || facts.codes().stream()
                        .anyMatch(one -> node.codes().contains(NodeConditions.code(consent, one.system(), one.code())));
        return resource
                && code
                && isDuring(provision.period(), question)
                && isFor(provision.recipients(), question.reader())
                && isPurpose(provision.purposes(), question.reader().purpose())
                && isAbout(provision, question);
    }

    private static boolean isDuring(Period period, Question question) {
        boolean begun = period.start().isEmpty()
                || !question.time().isBefore(period.start().get());
        boolean over =
                period.end().isPresent() && question.time().isAfter(period.end().get());
        return begun && !over;
    }

    private static boolean isFor(Recipients recipients, Reader reader) {
        boolean anyone =
                recipients.principals().isEmpty() && recipients.organisations().isEmpty();
        boolean named = recipients.principals().contains(reader.principal())
                || (!isPatientOrGuardian(reader) && recipients.organisations().contains(reader.organisation()));
        boolean role = recipients.roles().isEmpty() || recipients.roles().contains(reader.kind());
        return (anyone || named) && role;
    }

    /// Decision 0056: a permission is for a patient or guardian only if it says so.
    private static boolean isMeantFor(Provision provision, Reader reader, boolean byName) {
        boolean saysSo = byName || !provision.recipients().roles().isEmpty();
        return provision.effect() == Provision.Effect.DENY || !isPatientOrGuardian(reader) || saysSo;
    }

    private static boolean isPatientOrGuardian(Reader reader) {
        return reader.kind() == PrincipalKind.PATIENT || reader.kind() == PrincipalKind.GUARDIAN;
    }

    private static boolean isPurpose(List<PurposeOfUse> purposes, PurposeOfUse purpose) {
        return purposes.isEmpty() || purposes.stream().anyMatch(purpose::isWithin);
    }

    private static boolean isAbout(Provision provision, Question question) {
        Content content = provision.content();
        Cell cell = question.cell();
        boolean anyType =
                content.resourceTypes().isEmpty() && content.typeGroups().isEmpty();
        TypeGroup group = TypeGroup.of(question.resourceType()).orElseThrow();
        boolean type = anyType
                || content.resourceTypes().contains(question.resourceType())
                || content.typeGroups().contains(group);
        boolean author = content.authors().isEmpty() || content.authors().contains(cell.author());
        boolean label = content.labels().isEmpty()
                || content.labels().stream().anyMatch(listed -> isMarked(provision.effect(), listed, cell));
        return type && author && label;
    }

    private static boolean isMarked(Provision.Effect effect, SecurityLabel listed, Cell cell) {
        if (!listed.isConfidentiality()) {
            return cell.labels().stream().anyMatch(label -> label.isWithin(listed));
        }
        SecurityLabel mark = cell.labels().stream()
                .filter(SecurityLabel::isConfidentiality)
                .max(SecurityLabel::compareTo)
                .orElse(SecurityLabel.N);
        List<SecurityLabel> covered = switch (listed) {
            case U -> effect == Provision.Effect.PERMIT ? UP_TO_V.subList(0, 1) : UP_TO_V;
            case L -> effect == Provision.Effect.PERMIT ? UP_TO_V.subList(0, 2) : UP_TO_V.subList(1, 6);
            case M -> effect == Provision.Effect.PERMIT ? UP_TO_V.subList(0, 3) : UP_TO_V.subList(2, 6);
            case N -> effect == Provision.Effect.PERMIT ? UP_TO_V.subList(0, 4) : UP_TO_V.subList(3, 6);
            case R -> effect == Provision.Effect.PERMIT ? UP_TO_V.subList(0, 5) : UP_TO_V.subList(4, 6);
            default -> effect == Provision.Effect.PERMIT ? UP_TO_V : UP_TO_V.subList(5, 6);
        };
        return covered.contains(mark);
    }
}
