package health.salus.node.api;

import health.salus.kernel.RandomSource;
import health.salus.kernel.TimeSource;
import health.salus.node.NodeRuntime;
import health.salus.node.operations.OperationsView;
import health.salus.node.report.ReportBook;
import health.salus.node.security.CallerResolver;
import health.salus.node.witness.LogWitness;
import health.salus.node.witness.RequestRate;
import health.salus.node.witness.WitnessedNotes;
import health.salus.platform.audit.ReceiptAccess;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The controllers of `/api`, a class for each thing that is asked about.
@Configuration(proxyBeanMethods = false)
public class ApiConfiguration {

    @Bean
    ApiCallers apiCallers(CallerResolver tokens, NodeRuntime node, TimeSource time) {
        return new ApiCallers(tokens, node.network(), node.sessions(), time);
    }

    @Bean
    ApiRecordConverter apiRecords() {
        return new ApiRecordConverter();
    }

    @Bean
    ApiProblems apiProblems(RandomSource random) {
        return new ApiProblems(random);
    }

    @Bean
    StatusApi statusApi(NodeRuntime node, TimeSource time) {
        return new StatusApi(node, time);
    }

    @Bean
    ProposalsApi proposalsApi(NodeRuntime node, TimeSource time) {
        return new ProposalsApi(node.network(), time);
    }

    @Bean
    OperationsView operationsView(NodeRuntime node, ReportBook reports, TimeSource time) {
        return new OperationsView(node, reports, time);
    }

    @Bean
    OperationsApi operationsApi(OperationsView view) {
        return new OperationsApi(view);
    }

    @Bean
    VerifierPageApi verifierPageApi() {
        return new VerifierPageApi();
    }

    @Bean
    LogApi logApi(NodeRuntime node, WitnessedNotes witnessed) {
        return new LogApi(node.ledger(), witnessed);
    }

    @Bean
    WitnessApi witnessApi(LogWitness witness, TimeSource time) {
        return new WitnessApi(witness, new RequestRate(time));
    }

    @Bean
    ReportsApi reportsApi(ReportBook reports) {
        return new ReportsApi(reports);
    }

    @Bean
    PeopleApi peopleApi(NodeRuntime node, ApiCallers callers, TimeSource time) {
        return new PeopleApi(node, callers, time);
    }

    @Bean
    PrincipalsApi principalsApi(NodeRuntime node, ApiCallers callers, TimeSource time) {
        return new PrincipalsApi(node, callers, time);
    }

    @Bean
    SubjectsApi subjectsApi(NodeRuntime node, ApiCallers callers, TimeSource time) {
        return new SubjectsApi(node, callers, time);
    }

    @Bean
    SessionsApi sessionsApi(NodeRuntime node, ApiCallers callers) {
        return new SessionsApi(node, callers);
    }

    @Bean
    TransactionsApi transactionsApi(NodeRuntime node, ApiCallers callers, TimeSource time) {
        return new TransactionsApi(node.ledger(), callers, new ReceiptAccess(node.network(), time));
    }

    @Bean
    RulesApi rulesApi(NodeRuntime node) {
        return new RulesApi(node);
    }

    @Bean
    RecordsApi recordsApi(NodeRuntime node, ApiCallers callers) {
        return new RecordsApi(node, callers);
    }
}
