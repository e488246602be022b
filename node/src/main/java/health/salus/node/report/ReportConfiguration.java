package health.salus.node.report;

import health.salus.node.NodeRuntime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// A node's reports against members, kept up with its blocks.
@Configuration(proxyBeanMethods = false)
public class ReportConfiguration {

    @Bean
    ReportBook reportBook(NodeRuntime node) {
        return ReportBook.of(node);
    }
}
