package health.salus.contracts.consent;

import static health.salus.contracts.consent.Provision.Effect.DENY;
import static health.salus.contracts.consent.Provision.Effect.PERMIT;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.records.Cell;
import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.SecurityLabel;
import health.salus.contracts.records.TypeGroup;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// FHIR R4 Consent.provision, clause by clause.
class ProvisionSemanticsTest {

    private static final OrganisationId HOSPITAL = new OrganisationId("hospital");
    private static final OrganisationId OTHER = new OrganisationId("other");
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    @Test
    void saysNothingWithoutConsent() {
        assertThat(ConsentTable.EMPTY.decide(asked(PurposeOfUse.TREAT))).isEqualTo(Answer.SILENT);
    }

    @Test
    void permitsWhatMeetsAllConditions() {
        Provision treatment = Provision.of(PERMIT)
                .to(Recipients.organisation(HOSPITAL))
                .purposes(PurposeOfUse.TREAT)
                .during(Period.until(NOON));
        assertThat(answer(treatment, asked(PurposeOfUse.TREAT)).permit())
                .contains(new RuleReference(new ConsentId("c0"), "provision"));
        assertThat(answer(treatment, asked(PurposeOfUse.HRESCH))).isEqualTo(Answer.SILENT);
        assertThat(answer(treatment, at(asked(PurposeOfUse.TREAT), NOON.plusNanos(1))))
                .isEqualTo(Answer.SILENT);
        assertThat(answer(treatment.to(Recipients.organisation(OTHER)), asked(PurposeOfUse.TREAT)))
                .isEqualTo(Answer.SILENT);
    }

    @Test
    void countsPurposesBelowTheNamedOne() {
        Provision treatment = Provision.of(PERMIT).purposes(PurposeOfUse.TREAT);
        assertThat(answer(treatment, asked(PurposeOfUse.BTG)).permit()).isPresent();
        Provision emergency = Provision.of(PERMIT).purposes(PurposeOfUse.ETREAT);
        assertThat(answer(emergency, asked(PurposeOfUse.TREAT))).isEqualTo(Answer.SILENT);
    }

    @Test
    void letsAnExceptionOverrideItsRule() {
        Provision allButHiv = Provision.of(PERMIT)
                .except(Provision.of(DENY)
                        .about(Content.labels(SecurityLabel.HIV))
                        .except(Provision.of(PERMIT)
                                .to(new Recipients(List.of(new PrincipalId("doctor")), List.of(), List.of()))));
        assertThat(answer(allButHiv, asked(PurposeOfUse.TREAT)).permit()).isPresent();
        Answer hiv = answer(allButHiv, labelled(SecurityLabel.HIV));
        assertThat(hiv.permit())
                .contains(new RuleReference(new ConsentId("c0"), "provision.provision[0].provision[0]"));
        Question nurse = withReader(
                labelled(SecurityLabel.HIV),
                new Reader(new PrincipalId("nurse"), PrincipalKind.STAFF, HOSPITAL, PurposeOfUse.TREAT));
        assertThat(answer(allButHiv, nurse).deny())
                .contains(new RuleReference(new ConsentId("c0"), "provision.provision[0]"));
    }

    /// An exception holds within its rule only.
    @Test
    void keepsAnExceptionWithinItsRule() {
        Provision other = Provision.of(DENY)
                .to(Recipients.organisation(OTHER))
                .except(Provision.of(PERMIT).to(Recipients.organisation(HOSPITAL)));
        assertThat(answer(other, asked(PurposeOfUse.TREAT))).isEqualTo(Answer.SILENT);
    }

    @Test
    void letsDenyingOverridePermittingSideBySide() {
        Provision exceptions = Provision.of(DENY)
                .except(
                        Provision.of(PERMIT).purposes(PurposeOfUse.TREAT),
                        Provision.of(DENY).about(Content.typeGroups(TypeGroup.OBSERVATIONS)));
        assertThat(answer(exceptions, asked(PurposeOfUse.TREAT)).deny())
                .contains(new RuleReference(new ConsentId("c0"), "provision.provision[1]"));
        assertThat(answers(asked(PurposeOfUse.TREAT), Provision.of(PERMIT), Provision.of(DENY))
                        .deny())
                .contains(new RuleReference(new ConsentId("c1"), "provision"));
    }

    /// FHIR R4: "R" applies to what is labelled R or lower; decision 0052 turns that round for what is denied.
    @Test
    void takesConfidentialityAsAWaterMark() {
        Provision upToRestricted = Provision.of(PERMIT).about(Content.labels(SecurityLabel.R));
        assertThat(answer(upToRestricted, labelled()).permit()).isPresent();
        assertThat(answer(upToRestricted, labelled(SecurityLabel.R)).permit()).isPresent();
        assertThat(answer(upToRestricted, labelled(SecurityLabel.V))).isEqualTo(Answer.SILENT);
        Provision restricted = Provision.of(DENY).about(Content.labels(SecurityLabel.R));
        assertThat(answer(restricted, labelled())).isEqualTo(Answer.SILENT);
        assertThat(answer(restricted, labelled(SecurityLabel.R)).deny()).isPresent();
        assertThat(answer(restricted, labelled(SecurityLabel.V)).deny()).isPresent();
    }

    @Test
    void subsumesSensitivities() {
        Provision protectedByLaw = Provision.of(DENY).about(Content.labels(SecurityLabel.SPI));
        assertThat(answer(protectedByLaw, labelled(SecurityLabel.OPIOIDUD)).deny())
                .isPresent();
        assertThat(answer(protectedByLaw, labelled(SecurityLabel.HIV))).isEqualTo(Answer.SILENT);
    }

    @Test
    void takesTypesAndGroupsAsAlternatives() {
        Provision some = Provision.of(PERMIT)
                .about(new Content(List.of("Observation"), List.of(TypeGroup.PROBLEMS), List.of(), List.of()));
        assertThat(answer(some, asked(PurposeOfUse.TREAT)).permit()).isPresent();
        assertThat(answer(some, typed("Condition")).permit()).isPresent();
        assertThat(answer(some, typed("Media"))).isEqualTo(Answer.SILENT);
    }

    @Test
    void narrowsRecipientsByRole() {
        Provision practitioners = Provision.of(PERMIT)
                .to(new Recipients(List.of(), List.of(HOSPITAL), List.of(PrincipalKind.PRACTITIONER)));
        assertThat(answer(practitioners, asked(PurposeOfUse.TREAT)).permit()).isPresent();
        Reader clerk = new Reader(new PrincipalId("clerk"), PrincipalKind.STAFF, HOSPITAL, PurposeOfUse.TREAT);
        assertThat(answer(practitioners, withReader(asked(PurposeOfUse.TREAT), clerk)))
                .isEqualTo(Answer.SILENT);
    }

    @Test
    void leavesSingleResourcesToTheNode() {
        ResourceKey hidden = ResourceKey.of("Observation", "1");
        Provision allButOne =
                Provision.of(PERMIT).except(Provision.of(DENY).where(new NodeConditions(List.of(hidden), List.of())));
        Question open = asked(PurposeOfUse.TREAT);
        Answer answer = answer(allButOne, open);
        assertThat(answer.permit()).isPresent();
        assertThat(answer.deny()).isPresent();
        assertThat(answer(allButOne, open.withFacts(new ResourceFacts(hidden, List.of())))
                        .permit())
                .isEmpty();
        ResourceKey shown = ResourceKey.of("Observation", "2");
        assertThat(answer(allButOne, open.withFacts(new ResourceFacts(shown, List.of())))
                        .deny())
                .isEmpty();
    }

    @Test
    void hearsInAnEmergencyOnlyWhatNamesOne() {
        Provision general = Provision.of(DENY);
        Provision meant = Provision.of(DENY).purposes(PurposeOfUse.ETREAT);
        ConsentTable both = ConsentTableTest.table(consents(general, meant));
        assertThat(ConsentTableTest.table(consents(general)).decideInEmergency(asked(PurposeOfUse.ETREAT)))
                .isEqualTo(Answer.SILENT);
        assertThat(both.decideInEmergency(asked(PurposeOfUse.ETREAT)).deny())
                .contains(new RuleReference(new ConsentId("c1"), "provision"));
    }

    private static Answer answer(Provision root, Question question) {
        return answers(question, root);
    }

    private static Answer answers(Question question, Provision... roots) {
        return ConsentTableTest.table(consents(roots)).decide(question);
    }

    private static SortedMap<ConsentId, Provision> consents(Provision... roots) {
        TreeMap<ConsentId, Provision> consents = new TreeMap<>();
        for (int i = 0; i < roots.length; i++) {
            consents.put(new ConsentId("c" + i), roots[i]);
        }
        return consents;
    }

    private static Question asked(PurposeOfUse purpose) {
        Reader doctor = new Reader(new PrincipalId("doctor"), PrincipalKind.PRACTITIONER, HOSPITAL, purpose);
        Cell cell = new Cell(TypeGroup.OBSERVATIONS, List.of(), OTHER);
        return new Question(doctor, NOON, cell, "Observation", Optional.empty());
    }

    private static Question labelled(SecurityLabel... labels) {
        Question question = asked(PurposeOfUse.TREAT);
        Cell cell = Cell.of(TypeGroup.OBSERVATIONS, List.of(labels), OTHER);
        return new Question(question.reader(), NOON, cell, "Observation", Optional.empty());
    }

    private static Question typed(String type) {
        Cell cell = new Cell(TypeGroup.of(type).orElseThrow(), List.of(), OTHER);
        return new Question(asked(PurposeOfUse.TREAT).reader(), NOON, cell, type, Optional.empty());
    }

    private static Question at(Question question, Instant time) {
        return new Question(question.reader(), time, question.cell(), question.resourceType(), question.facts());
    }

    private static Question withReader(Question question, Reader reader) {
        return new Question(reader, question.time(), question.cell(), question.resourceType(), question.facts());
    }
}
