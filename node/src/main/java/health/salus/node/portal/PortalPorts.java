package health.salus.node.portal;

import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;
import health.salus.kernel.TimeSource;
import health.salus.node.NodeRuntime;
import health.salus.node.operations.OperationsView;
import health.salus.platform.audit.SubjectHistory;
import health.salus.platform.consent.ConsentHistory;
import health.salus.platform.identity.OrganisationIndex;
import health.salus.platform.identity.Principals;
import health.salus.portal.PortalConfig;
import health.salus.proof.membership.PublicCard;
import health.salus.proof.receipt.TrustAnchor;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The portal's ports over a running node; import this one class. It needs as beans the node, the portal's
/// configuration, a clock, randomness, [ReaderNames] and [OperationsView].
@Configuration(proxyBeanMethods = false)
public class PortalPorts {

    /// What the desk and the record share.
    @Bean
    Emergencies emergencies(NodeRuntime node, TimeSource time) {
        return new Emergencies(node.local(), time);
    }

    @Bean
    Principals ledgerPrincipals(NodeRuntime node, TimeSource time) {
        return new Principals(node.network(), time);
    }

    @Bean
    Requests requests(NodeRuntime node, TimeSource time) {
        return new Requests(node.network(), node.sessions(), time);
    }

    @Bean
    Drafts drafts(NodeRuntime node, Principals principals, PortalConfig config) {
        return new Drafts(node.network(), principals, config);
    }

    @Bean
    LedgerOrganisations organisations(NodeRuntime node) {
        return new LedgerOrganisations(new OrganisationIndex(node.network()), members(node));
    }

    @Bean
    SessionRecords patientRecord(
            NodeRuntime node, Requests requests, Emergencies emergencies, LedgerOrganisations organisations) {
        return new SessionRecords(
                node.network(),
                node.reader(),
                node.sessions(),
                requests,
                new SessionRecords.Context(emergencies, organisations));
    }

    @Bean
    SessionDesk clinicianDesk(NodeRuntime node, Principals principals, Emergencies emergencies, TimeSource time) {
        return new SessionDesk(
                node.patients(),
                principals,
                node.sessions(),
                node.reader(),
                new SessionDesk.Memory(new PatientCards(time), emergencies));
    }

    /// Sharing, and paper consents.
    @Bean
    LedgerSharing sharing(
            NodeRuntime node,
            Requests requests,
            Drafts drafts,
            LedgerSharing.Words words,
            LedgerSharing.Ambient ambient) {
        return new LedgerSharing(new ConsentHistory(node.network()), requests, drafts, words, ambient);
    }

    @Bean
    LedgerSharing.Words consentWords(PortalConfig config, LedgerOrganisations organisations) {
        return new LedgerSharing.Words(new ConsentTerms(config.zone()), organisations);
    }

    @Bean
    LedgerSharing.Ambient sharingAmbient(TimeSource time, RandomSource random) {
        return new LedgerSharing.Ambient(time, random);
    }

    @Bean
    PasskeySigning signing(NodeRuntime node) {
        return new PasskeySigning(node.network());
    }

    @Bean
    LedgerKeys signingKeys(NodeRuntime node, Principals principals, Drafts drafts, TimeSource time) {
        return new LedgerKeys(node.network(), principals, drafts, time);
    }

    @Bean
    LedgerTrail accessTrail(
            NodeRuntime node,
            Requests requests,
            LedgerOrganisations organisations,
            ReaderNames names,
            PortalConfig config) {
        return new LedgerTrail(new SubjectHistory(node.network()), requests, organisations, names, config.zone());
    }

    @Bean
    LogReceipts receipts(NodeRuntime node, TimeSource time) {
        Map<MemberId, String> members = members(node);
        TrustAnchor anchor = TrustAnchor.of(node.network().id(), node.genesis().memberSet());
        return new LogReceipts(
                node.network(),
                anchor,
                size -> node.ledger().receiptBundle(size).map(Octets::toUtf8),
                member -> members.getOrDefault(member, member.value()),
                time);
    }

    @Bean
    NodeOperations operations(OperationsView view) {
        return new NodeOperations(view);
    }

    private static Map<MemberId, String> members(NodeRuntime node) {
        return node.cards().stream().collect(Collectors.toMap(PublicCard::member, PublicCard::displayName));
    }
}
