package health.salus.node.api;

import health.salus.kernel.RandomSource;
import health.salus.kernel.TimeSource;
import health.salus.node.NodeRuntime;
import health.salus.node.security.CallerResolver;
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
    LogApi logApi(NodeRuntime node) {
        return new LogApi(node.ledger());
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
    RecordsApi recordsApi(NodeRuntime node, ApiCallers callers) {
        return new RecordsApi(node, callers);
    }
}
