package health.salus.node.api;

import health.salus.client.api.Consent;
import health.salus.contracts.consent.ConsentVersion;
import health.salus.contracts.consent.Evidence;
import health.salus.contracts.consent.Provision;
import health.salus.kernel.RecordCodec;
import health.salus.platform.consent.GivenConsent;

/// Consents in the shape of the API.
final class ConsentShapes {

    /// The client's provisions have the contract's encoding, since clients sign them: so one is read as the other.
    private static final RecordCodec<Provision> OURS = RecordCodec.of(Provision.class);

    private static final RecordCodec<health.salus.client.command.Provision> THEIRS =
            RecordCodec.of(health.salus.client.command.Provision.class);

    private ConsentShapes() {}

    static Consent consent(GivenConsent given) {
        var record = given.record();
        return new Consent(
                record.id().value(),
                record.subject(),
                record.latest(),
                record.inForce().map(ConsentShapes::version),
                record.draft().map(ConsentShapes::version),
                record.withdrawnAt());
    }

    private static Consent.Version version(ConsentVersion version) {
        return new Consent.Version(
                version.version(),
                provision(version.root()),
                version.evidence() instanceof Evidence.Paper ? "paper" : "signed",
                version.givenBy(),
                version.organisation(),
                version.givenAt(),
                version.transaction());
    }

    static health.salus.client.command.Provision provision(Provision root) {
        return THEIRS.decode(OURS.encode(root));
    }
}
