package health.salus.node.fhir;

import health.salus.crypto.Secret;
import health.salus.crypto.SystemRandomSource;
import health.salus.fhir.record.IdentifierToken;
import health.salus.fhir.record.RecordService;
import health.salus.fhir.record.ResourceId;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.TimeSource;
import health.salus.node.local.LocalStore;
import health.salus.node.peer.PeerService;
import health.salus.node.peer.Peers;
import health.salus.node.replica.LedgerRuntime;
import health.salus.platform.audit.DisclosureJournal;
import health.salus.platform.consent.AccessSessions;
import health.salus.platform.consent.LedgerReader;
import health.salus.platform.records.RecordReader;
import health.salus.platform.records.RecordWriter;
import health.salus.proof.membership.Genesis;
import java.util.List;

/// Puts the FHIR interface's records together.
public final class FhirRecords {

    private static final int SECRET_BYTES = 32;

    /// Segments opened at a time: bounds what a search of the directory holds and asks of the custodians at once.
    private static final int DIRECTORY_AT_ONCE = 64;

    private final RecordService service;
    private final IdentifierHolders identifiers;
    private final PatientSearch patients;

    public FhirRecords(Genesis genesis, LedgerRuntime ledger, LocalStore local, Peers peers, Platform platform) {
        IdentifierIndex index = new IdentifierIndex(
                ledger.network(), local, Secret.of(genesis.digest().octets().toArray()));
        this.identifiers = new IdentifierHolders(
                ledger.network(),
                index,
                () -> peers.all().stream().map(OtherMember::of).toList(),
                IdentifierHolders.Limits.of(platform.time()));
        this.patients = new PatientSearch(platform.names(), identifiers);
        DirectorySearch directory = new DirectorySearch(ledger.network(), platform.reader(), DIRECTORY_AT_ONCE);
        SeveralPatients several = new SeveralPatients(ledger.network(), platform.time());
        this.service = new PlatformRecordService(
                ledger.network(),
                platform,
                new PlatformRecordService.Identifiers(
                        index,
                        identifiers,
                        new IdentifierConditions(ledger.network(), identifiers, platform.sessions(), platform.time())),
                new PlatformRecordService.Parts(
                        directory,
                        new Writes(ledger.network(), platform.writer(), index, platform.names(), several),
                        secret(local)));
    }

    /// This node's own, made once; ids that a repeated request assigns again follow from it.
    private static Secret secret(LocalStore local) {
        Octets key = Octets.utf8("repeatable-ids");
        Octets kept = local.get(LocalStore.Space.MARKS, key).orElseGet(() -> {
            Octets made = new SystemRandomSource().octets(SECRET_BYTES);
            local.putDurably(LocalStore.Space.MARKS, key, made);
            return made;
        });
        return Secret.of(kept.toArray());
    }

    /// The business modules below.
    public record Platform(
            RecordReader reader,
            RecordWriter writer,
            AccessSessions sessions,
            PatientNames names,
            DisclosureJournal journal,
            TimeSource time) {
        LedgerReader ledger() {
            return new LedgerReader(sessions, journal, time);
        }
    }

    public RecordService service() {
        return service;
    }

    /// The resources that carry an identifier, in the whole network.
    ///
    /// @param asker whose questions are counted
    public List<ResourceId> holders(PrincipalId asker, String type, IdentifierToken identifier) {
        return identifiers.holders(asker, type, identifier);
    }

    /// Finds patients for who stands at a desk.
    public PatientSearch patients() {
        return patients;
    }

    /// What other members may ask.
    public List<PeerService> peerServices() {
        return List.of(identifiers);
    }
}
