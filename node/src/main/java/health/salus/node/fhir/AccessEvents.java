package health.salus.node.fhir;

import health.salus.contracts.access.DenialRecord;
import health.salus.contracts.access.DisclosureRecord;
import health.salus.contracts.access.SessionRecord;
import health.salus.contracts.access.ShownGroup;
import health.salus.contracts.consent.Reader;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.OrganisationRecord;
import health.salus.contracts.records.SegmentRecord;
import health.salus.fhir.audit.AccessEvent;
import health.salus.fhir.audit.Activity;
import health.salus.fhir.audit.Actor;
import health.salus.fhir.audit.AuditCodes;
import health.salus.fhir.audit.Endpoint;
import health.salus.fhir.audit.Outcome;
import health.salus.fhir.audit.Shown;
import health.salus.fhir.audit.Trace;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import health.salus.platform.audit.HistoryEntry;
import health.salus.platform.audit.HistoryEntry.Kind;
import health.salus.platform.network.Network;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The entries of a patient's history as events, each under an id that is always the same: its kind, the pseudonym, and
/// a digest of what it is.
final class AccessEvents {

    private static final int DIGEST_BYTES = 8;
    private static final Pattern ID = Pattern.compile("([a-z]+)\\.([A-Za-z0-9-]{1,36})\\.[0-9a-f]{16}");

    private final Network network;

    AccessEvents(Network network) {
        this.network = network;
    }

    static Optional<SubjectId> subjectOf(String id) {
        Matcher matcher = ID.matcher(id);
        try {
            return matcher.matches() ? Optional.of(new SubjectId(matcher.group(2))) : Optional.empty();
        } catch (SalusException _) {
            return Optional.empty();
        }
    }

    static Set<Kind> kindsOf(String id) {
        for (Kind kind : Kind.values()) {
            if (id.startsWith(name(kind) + ".")) {
                return Set.of(kind);
            }
        }
        return Set.of();
    }

    static String id(HistoryEntry entry, SubjectId subject) {
        String what = switch (entry) {
            case HistoryEntry.Opened(SessionRecord session) -> session.id().value();
            case HistoryEntry.Shown(DisclosureRecord shown, var _) ->
                String.join(
                        "\0",
                        shown.session().value(),
                        shown.resources().hex(),
                        shown.transaction().hex());
            case HistoryEntry.Refused(DenialRecord denial) ->
                String.join(
                        "\0",
                        denial.code().name(),
                        denial.actor().map(Object::toString).orElse(""),
                        denial.time().toString(),
                        denial.transaction().hex());
            case HistoryEntry.Written(SegmentRecord segment) -> segment.id().value();
        };
        String digest =
                Digest.sha256(Octets.utf8(what)).octets().slice(0, DIGEST_BYTES).hex();
        return name(entry.kind()) + "." + subject.value() + "." + digest;
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /// @param patient the id of the Patient, as far as it is known
    AccessEvent of(HistoryEntry entry, SubjectId subject, Optional<String> patient) {
        String id = id(entry, subject);
        Optional<String> reference = patient.map(found -> "Patient/" + found);
        return switch (entry) {
            case HistoryEntry.Opened(SessionRecord session) ->
                new AccessEvent(
                        id,
                        session.openedAt(),
                        Activity.DECISION,
                        new Outcome.Success(),
                        reader(session.reader(), session.isEmergency()),
                        Shown.of(reference, Optional.empty()),
                        Optional.empty(),
                        node(session.readerMember()),
                        trace(session.readerMember(), entry, Trace.Irregularity.NONE)
                                .in(session.id()));
            case HistoryEntry.Shown(DisclosureRecord shown, var _) ->
                new AccessEvent(
                        id,
                        shown.time(),
                        Activity.READ,
                        new Outcome.Success(),
                        reader(shown.reader(), shown.emergency()),
                        Shown.of(
                                reference,
                                Optional.of(new Shown.Listed(
                                        AuditCodes.DISCLOSED, shown.resources().hex(), shown.shown()))),
                        Optional.empty(),
                        node(shown.attestedBy()),
                        trace(shown.attestedBy(), entry, irregularity(shown)).in(shown.session()));
            case HistoryEntry.Refused(DenialRecord denial) ->
                new AccessEvent(
                        id,
                        denial.time(),
                        Activity.DECISION,
                        new Outcome.Refused(denial.code()),
                        new Actor(denial.actor(), denial.organisation(), denial.purpose(), false),
                        Shown.of(reference, Optional.empty()),
                        Optional.empty(),
                        node(denial.attestedBy()),
                        trace(denial.attestedBy(), entry, Trace.Irregularity.NONE));
            case HistoryEntry.Written(SegmentRecord segment) -> written(id, segment, entry, reference);
        };
    }

    private AccessEvent written(String id, SegmentRecord segment, HistoryEntry entry, Optional<String> patient) {
        MemberId member = Directory.of(network.state())
                .organisation(segment.cell().author())
                .map(OrganisationRecord::host)
                .orElse(network.self());
        return new AccessEvent(
                id,
                segment.time(),
                Activity.SUBMISSION,
                new Outcome.Success(),
                new Actor(Optional.of(segment.actor()), segment.cell().author(), Optional.empty(), false),
                Shown.of(
                        patient,
                        Optional.of(new Shown.Listed(
                                AuditCodes.SEGMENT,
                                segment.id().value(),
                                List.of(new ShownGroup(segment.cell().typeGroup(), segment.resourceCount()))))),
                Optional.empty(),
                node(member),
                trace(member, entry, Trace.Irregularity.NONE));
    }

    private static Actor reader(Reader reader, boolean emergency) {
        return new Actor(
                Optional.of(reader.principal()), reader.organisation(), Optional.of(reader.purpose()), emergency);
    }

    private static Trace.Irregularity irregularity(DisclosureRecord shown) {
        if (shown.outsideSession()) {
            return Trace.Irregularity.OUTSIDE_SESSION;
        }
        return shown.deferred() ? Trace.Irregularity.DEFERRED : Trace.Irregularity.NONE;
    }

    private static Trace trace(MemberId member, HistoryEntry entry, Trace.Irregularity irregularity) {
        return new Trace(member, Optional.empty(), entry.transaction().map(Digest::hex), irregularity);
    }

    private static Endpoint node(MemberId member) {
        return new Endpoint(member.value(), AuditCodes.MEMBER + ":" + member);
    }
}
