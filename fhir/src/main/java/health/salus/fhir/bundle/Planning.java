package health.salus.fhir.bundle;

import health.salus.fhir.FhirException;
import health.salus.fhir.consent.ConsentIntake;
import health.salus.fhir.record.Caller;
import health.salus.fhir.record.Change;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.record.Subjects;
import health.salus.fhir.structure.Address;
import health.salus.fhir.structure.Issue;
import health.salus.fhir.structure.IssueType;
import health.salus.fhir.structure.Link;
import health.salus.kernel.ErrorCode;
import health.salus.ledger.state.Locality;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The making of one plan. In this order, because each step needs the one before: targets, conditional references, ids
/// of Patients, owners of the other resources, ids of those (which carry their owner's locality), and then the bytes.
final class Planning {
    private final TargetFinder finder;
    private final Matches matches;
    private final ConsentIntake consents;
    private final byte[] json;
    private final boolean lenient;
    private final boolean atomic;
    private final List<Draft> drafts = new ArrayList<>();
    private final References references;

    Planning(WritePlanner.Ports ports, Caller caller, byte[] json, BundleRequest request) {
        matches = new Matches(ports.search(), caller);
        finder = new TargetFinder(ports.records(), matches);
        consents = new ConsentIntake(
                ports.records().ledger().parties(), ports.records().ledger().consents());
        this.json = json;
        atomic = request.atomic();
        lenient = request.lenient();
        references = new References(request.entries());
        for (EntryRequest entry : request.entries()) {
            drafts.add(new Draft(drafts.size(), entry, ports.ids().draw()));
        }
    }

    Plan plan() {
        finder.prepare(drafts.stream().map(Draft::entry).toList());
        each(draft -> draft.target(finder.find(draft.entry(), draft.index())));
        if (atomic) {
            refuseOverlaps();
        }
        matches.prepare(conditionalReferences());
        each(this::resolveReferences);
        addressKnown();
        Owners.find(json, drafts, references);
        addressNew();
        each(this::fill);
        return changes();
    }

    /// One step for each entry. What is wrong with an entry of a batch concerns that entry alone.
    private void each(Consumer<Draft> step) {
        for (Draft draft : drafts) {
            if (draft.failure() != null) {
                continue;
            }
            try {
                step.accept(draft);
            } catch (FhirException e) {
                if (atomic) {
                    throw e;
                }
                draft.fail(e);
            }
        }
    }

    /// "If any resource identities overlap in steps 1-3, then the transaction SHALL fail" (R4 http.html#trules).
    private void refuseOverlaps() {
        Set<ResourceId> seen = new HashSet<>();
        for (Draft draft : drafts) {
            if (draft.target() instanceof Target.Named named && !seen.add(named.id())) {
                throw FhirException.of(
                        ErrorCode.MALFORMED,
                        IssueType.DUPLICATE,
                        draft.entry().at("request.url"),
                        "another entry of the transaction has the same target");
            }
        }
    }

    private void resolveReferences(Draft draft) {
        List<Link> links = draft.links();
        int[] targets = references.targets(draft.index());
        for (int i = 0; i < links.size(); i++) {
            Link link = links.get(i);
            if (link.kind() != Link.Kind.REFERENCE || targets[i] >= 0) {
                continue;
            }
            if (link.value().indexOf('?') > 0) {
                resolveCondition(draft, link);
            } else if (link.value().startsWith("urn:")
                    && !draft.entry().location().isEmpty()) {
                throw unresolved(draft, link, "no entry of the Bundle has this fullUrl");
            }
        }
    }

    private Set<Address.Conditional> conditionalReferences() {
        Set<Address.Conditional> wanted = new LinkedHashSet<>();
        for (Draft draft : drafts) {
            List<Link> links = draft.links();
            int[] targets = references.targets(draft.index());
            for (int i = 0; i < links.size(); i++) {
                String value = links.get(i).value();
                boolean condition =
                        links.get(i).kind() == Link.Kind.REFERENCE && targets[i] < 0 && value.indexOf('?') > 0;
                if (condition && Address.parse(value) instanceof Address.Conditional conditional) {
                    wanted.add(conditional);
                }
            }
        }
        return wanted;
    }

    private void resolveCondition(Draft draft, Link link) {
        if (!references.knowsCondition(link.value())
                && Address.parse(link.value()) instanceof Address.Conditional condition) {
            List<ResourceId> found = matches.of(condition);
            if (found.size() != 1) {
                String text = "the conditional reference finds " + (found.isEmpty() ? "nothing" : "more than one");
                throw unresolved(draft, link, text);
            }
            references.resolve(link.value(), found.getFirst());
        }
    }

    private static FhirException unresolved(Draft draft, Link link, String text) {
        String location = draft.entry().at("resource");
        Issue issue = new Issue(Issue.Severity.ERROR, IssueType.NOT_FOUND, location, link.start(), text);
        return new FhirException(ErrorCode.UNRESOLVED_REFERENCE, List.of(issue));
    }

    private void addressKnown() {
        for (Draft draft : drafts) {
            switch (draft.target()) {
                case Target.Named named -> draft.address(named.id());
                case Target.Kept kept -> draft.address(kept.id());
                case Target.New created
                when created.type().equals("Patient") ->
                    draft.address(new ResourceId("Patient", draft.drawn().ofPatient()));
                case Target.New _, Target.SameAs _, Target.Nothing _, Target.Later _ -> {}
            }
        }
        addressRepetitions();
    }

    private void addressNew() {
        Map<String, Locality> localities = new HashMap<>();
        for (Draft draft : drafts) {
            if (draft.target() instanceof Target.New created && draft.address() == null) {
                Subjects own = draft.subjects();
                String id = own == null || own.patients().isEmpty()
                        ? draft.drawn().inDirectory()
                        : draft.drawn()
                                .in(localities.computeIfAbsent(
                                        own.patients().getFirst(),
                                        patient -> Locality.of(ResourceIds.subjectOf(patient))));
                draft.address(new ResourceId(created.type(), id));
            }
        }
        addressRepetitions();
    }

    private void addressRepetitions() {
        for (Draft draft : drafts) {
            ResourceId same = draft.target() instanceof Target.SameAs earlier
                    ? drafts.get(earlier.entry()).address()
                    : null;
            if (same != null) {
                draft.address(same);
            }
        }
    }

    private Plan changes() {
        List<Draft> order = new ArrayList<>(drafts);
        order.sort(Comparator.comparing((Draft draft) -> draft.entry().method()));
        Planned[] planned = new Planned[drafts.size()];
        List<Change> changes = new ArrayList<>();
        for (Draft draft : order) {
            Change change = draft.failure() == null ? change(draft) : null;
            if (change == null) {
                planned[draft.index()] = unwritten(draft);
            } else {
                planned[draft.index()] = new Planned.Write(changes.size());
                changes.add(change);
            }
        }
        return new Plan(List.of(planned), changes);
    }

    private @Nullable Change change(Draft draft) {
        return switch (draft.target()) {
            case Target.New created -> new Change.Create(draft.id(), draft.content(), created.condition());
            case Target.Named named
            when draft.entry().method() == Method.DELETE -> new Change.Delete(named.id(), named.expected());
            case Target.Named named ->
                new Change.Update(named.id(), draft.content(), named.expected(), named.condition());
            case Target.Kept _, Target.SameAs _, Target.Nothing _, Target.Later _ -> null;
        };
    }

    private void fill(Draft draft) {
        if (!draft.stores()) {
            return;
        }
        ResourceParts parts = draft.parts(json);
        List<String> addresses = references.addresses(draft.index(), drafts);
        Change.Content content = new Change.Content(
                ResourceBytes.stored(parts, draft.id().id(), addresses),
                Objects.requireNonNull(draft.subjects()),
                Classifier.identifiers(parts));
        draft.content(consents.accept(draft.id(), content, draft.entry().at("resource"), lenient));
    }

    private static Planned unwritten(Draft draft) {
        FhirException failure = draft.failure();
        if (failure != null) {
            return new Planned.Failed(failure);
        }
        return switch (draft.target()) {
            case Target.Kept kept -> new Planned.Kept(kept.id());
            case Target.SameAs same -> new Planned.Same(same.entry());
            case Target.Nothing _ -> new Planned.Nothing();
            case Target.Later _, Target.New _, Target.Named _ -> new Planned.Later();
        };
    }
}
