package health.salus.node.demo;

import health.salus.contracts.access.DenialRecord;
import health.salus.contracts.access.DisclosureRecord;
import health.salus.contracts.access.SessionRecord;
import health.salus.contracts.access.Sessions;
import health.salus.contracts.consent.ConsentCommand;
import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.Evidence;
import health.salus.contracts.consent.Period;
import health.salus.contracts.consent.Provision;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.consent.Recipients;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.crypto.CoseSign1;
import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.StateReader;
import health.salus.node.NodeRuntime;
import health.salus.node.config.NodeConfigFile;
import health.salus.node.fsck.Fsck;
import health.salus.node.replica.GenesisState;
import health.salus.platform.network.Author;
import health.salus.platform.network.Decision;
import health.salus.platform.network.Network;
import health.salus.proof.receipt.ReceiptVerifier;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.receipt.Verdict;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.SignedTransaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// The demo's actions on real nodes.
final class LiveDemo implements DemoActions {

    private static final ConsentId CONSENT = new ConsentId("demo-permission");
    private static final int MAX_LINES = 100;
    private static final int MAX_WAITS = 50;
    private static final Duration WAIT = Duration.ofMillis(100);

    private final Path home;
    private final DemoPeople people;
    private final DemoImport imports;
    private final DemoHost host;
    private Optional<SubjectId> patient = Optional.empty();
    private String recordTransaction = "";

    /// @param home the directory of the writing hospital's node
    /// @param samples the directory of the synthetic patients
    LiveDemo(Path home, Path samples, DemoHost host) {
        this.home = home;
        this.host = host;
        this.people = new DemoPeople(home);
        this.imports = new DemoImport(samples);
        people.register(node());
        new DemoAccounts(host.server()).openNorth();
    }

    private NodeRuntime node() {
        return host.server().node();
    }

    @Override
    public Cast cast() {
        return new Cast(
                node().genesis().network().value(),
                node().config().consensus().engine().name().toLowerCase(java.util.Locale.ROOT),
                node().genesis().members().size(),
                imports.patientName(),
                "North Hospital",
                "South Hospital");
    }

    @Override
    public Imported importRecord(Progress progress) {
        DemoImport.Result result = imports.run(node(), author(DemoPeople.NORTH_DOCTOR), progress);
        patient = Optional.of(result.subject());
        recordTransaction = result.transaction();
        decide(DemoPeople.NORTH_DOCTOR, new IdentityCommand.BindPatient(result.subject(), DemoPeople.PATIENT));
        decide(DemoPeople.NORTH_DOCTOR, new IdentityCommand.BindPatient(result.companion(), DemoPeople.COMPANION));
        DemoAccounts accounts = new DemoAccounts(host.server());
        accounts.openPatient(imports.patientName(), result.subject());
        accounts.openCompanion(imports.companionName(), result.companion());
        int custodians = node().genesis().members().size();
        return new Imported(
                result.resources(),
                bytesUnder(node().config().data().resolve("vault").resolve("pieces")) * custodians,
                result.jsonBytes(),
                custodians,
                (custodians - 1) / 3 + 1,
                node().ledger().finality().finalSize());
    }

    @Override
    public Attempt readAsReader() {
        return host.read(subject());
    }

    @Override
    public Signed permit(Duration validity) {
        Provision root = Provision.of(Provision.Effect.PERMIT)
                .to(Recipients.organisation(DemoPeople.SOUTH))
                .purposes(PurposeOfUse.TREAT)
                .during(Period.until(Instant.now().plus(validity)));
        return sign(new ConsentCommand.GiveConsent(CONSENT, subject(), 1, root, new Evidence.Signed()));
    }

    @Override
    public Signed revoke() {
        return sign(new ConsentCommand.WithdrawConsent(CONSENT, subject(), new Evidence.Signed()));
    }

    private Signed sign(ConsentCommand command) {
        Network network = node().network();
        Attestation attestation = new Attestation.PrincipalSigned(
                DemoPeople.PATIENT, people.patientKey().verificationKey().id());
        Octets payload = network.unsigned(attestation, List.of(ConsentCommand.FORMAT.encode(command)))
                .encode();
        Decision decision = network.decide(SignedTransaction.parse(
                        CoseSign1.sign(payload, people.patientKey()).encode()))
                .orThrow();
        return new Signed(decision.transactionId().hex(), decision.height());
    }

    /// From the ledger's state, where every node's journal arrives within a second: what was decided elsewhere may take
    /// a moment to be executed here.
    @Override
    public List<Access> accesses() {
        node().settleDisclosures();
        List<Access> found = trail();
        for (int wait = 0; wait < MAX_WAITS && found.stream().allMatch(Access::refused); wait++) {
            LockSupport.parkNanos(WAIT.toNanos());
            found = trail();
        }
        return found;
    }

    private List<Access> trail() {
        StateReader state = node().network().state();
        Sessions sessions = Sessions.of(state);
        List<Access> found = new ArrayList<>();
        for (DisclosureRecord shown : sessions.disclosures(subject(), 0, MAX_LINES)) {
            SessionRecord session = sessions.find(shown.session()).orElseThrow();
            found.add(new Access(
                    shown.time(),
                    name(state, session.reader().organisation()),
                    session.reader().principal().value(),
                    session.reader().purpose().name(),
                    shown.count(),
                    Optional.empty()));
        }
        for (DenialRecord denial : sessions.denials(subject(), 0, MAX_LINES)) {
            found.add(new Access(
                    denial.time(),
                    name(state, denial.organisation()),
                    denial.actor().map(actor -> actor.value()).orElse(""),
                    denial.purpose().map(PurposeOfUse::name).orElse(""),
                    0,
                    Optional.of(denial.code().name())));
        }
        found.sort(Comparator.comparing(Access::time).reversed());
        return found;
    }

    private static String name(StateReader state, health.salus.kernel.OrganisationId organisation) {
        return Directory.of(state)
                .organisation(organisation)
                .map(found -> found.name())
                .orElse(organisation.value());
    }

    @Override
    public Checked verifyReceipt() {
        Octets receipt =
                node().network().receipt(Digest.ofHex(recordTransaction)).orElseThrow();
        Path file = home.resolve("record.receipt");
        write(file, receipt);
        TrustAnchor anchor = TrustAnchor.of(node().genesis().network(), GenesisState.memberSet(node().genesis()));
        write(home.resolve("trust.txt"), Octets.utf8(anchor.format()));
        return switch (ReceiptVerifier.verify(receipt.toUtf8(), anchor)) {
            case Verdict.Verified verified ->
                new Checked(
                        file,
                        verified.signers().stream()
                                .map(member -> member.value())
                                .toList(),
                        Optional.empty());
            case Verdict.Rejected rejected ->
                new Checked(file, List.of(), Optional.of(rejected.reason() + ": " + rejected.detail()));
        };
    }

    /// A node stops for the copy, as for a backup, and goes on afterwards.
    @Override
    public Tampering tamperWithCopy() {
        return host.whileStopped(stopped -> {
            Path copy = stopped.resolveSibling(stopped.getFileName() + "-copy");
            DirectoryCopy.replace(stopped, copy);
            DirectoryCopy.Flip flip = DirectoryCopy.flipByteOfLargestFile(copy.resolve("data/vault/pieces"));
            List<Fsck.Finding> findings = Fsck.run(NodeConfigFile.read(copy.resolve("node.properties")));
            // Named as it lies in the copy: with the whole path, place and finding stood beyond the edge of the window.
            return new Tampering(
                    copy.relativize(flip.file()),
                    flip.offset(),
                    findings.stream()
                            .filter(finding ->
                                    finding.place().contains(flip.file().toString()))
                            .map(finding -> finding.toString().replace(copy + "/", ""))
                            .findFirst());
        });
    }

    @Override
    public Addresses addresses() {
        return new Addresses(
                List.of(
                        node().config().http().publicUrl() + "/portal (patients and North Hospital)",
                        host.readerAddress() + "/portal (South Hospital)",
                        node().config().http().publicUrl() + "/fhir (FHIR R4)"),
                List.of(
                        "marco (a patient who has no key yet: add a passkey, then permit)",
                        "kina (the patient, who signed with a key file), adams (doctor at North), clerk (record office at North), brandt (doctor at"
                                + " South)",
                        "password: " + DemoAccounts.PASSWORD),
                List.of(
                        "./salus verify " + home.resolve("record.receipt") + " --trust " + home.resolve("trust.txt"),
                        "./salus fsck " + home.resolve("node.properties") + " (after Ctrl-C)"));
    }

    private SubjectId subject() {
        return patient.orElseThrow(() -> new IllegalStateException("nothing was imported yet"));
    }

    private Author author(health.salus.kernel.PrincipalId who) {
        return new Author(who, node().config().http().publicUrl(), Digest.ZERO);
    }

    private void decide(health.salus.kernel.PrincipalId who, IdentityCommand command) {
        node().network()
                .decide(author(who), List.of(IdentityCommand.FORMAT.encode(command)))
                .orThrow();
    }

    private static void write(Path file, Octets content) {
        try {
            Files.write(file, content.toArray());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static long bytesUnder(Path directory) {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
